// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingSessionFacts;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a test ask a connection's session for what the application's interface does not offer. Thread-safe. */
public final class SessionTap {

    private final AtomicInteger answers = new AtomicInteger();
    private volatile Optional<BackendSession> session = Optional.empty();

    /** The same backend, whose sessions pass through this. */
    public ElectionBackend on(ElectionBackend backend) {
        return new ForwardingBackend(backend) {
            @Override
            public BackendSession open(SessionRequest request, SessionFacts facts) {
                BackendSession begun = super.open(request, counting(facts));
                session = Optional.of(begun);
                return begun;
            }
        };
    }

    private SessionFacts counting(SessionFacts facts) {
        return new ForwardingSessionFacts(facts) {
            @Override
            public void answered() {
                answers.incrementAndGet();
                super.answered();
            }
        };
    }

    /** The session that was begun last, if one was. */
    public Optional<BackendSession> session() {
        return session;
    }

    /** How often {@link SessionFacts#answered} was told, by all sessions. */
    public int answers() {
        return answers.get();
    }
}
