// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import java.time.Duration;

/** The same backend, to be changed in one respect. As thread-safe as what it forwards to. */
public class ForwardingBackend implements ElectionBackend {

    private final ElectionBackend backend;

    public ForwardingBackend(ElectionBackend backend) {
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

    /** As the backend that it forwards to is called in messages. */
    @Override
    public String toString() {
        return backend.toString();
    }
}
