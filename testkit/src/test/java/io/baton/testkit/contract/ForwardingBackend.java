// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import java.time.Duration;

/** The same backend, to be changed in one respect. */
class ForwardingBackend implements ElectionBackend {

    private final ElectionBackend backend;

    ForwardingBackend(ElectionBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Duration defaultLeaseDuration() {
        return backend.defaultLeaseDuration();
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        return backend.open(request, facts);
    }

    @Override
    public void close() {
        backend.close();
    }
}
