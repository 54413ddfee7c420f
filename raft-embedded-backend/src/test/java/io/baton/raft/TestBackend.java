// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.session.SessionEnvironment;
import io.baton.raft.internal.session.SessionTerms;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.function.Function;

/** Sessions over a given way to a group that runs anyhow. */
final class TestBackend implements ElectionBackend {

    private final SessionTerms terms;

    TestBackend(String home, SessionSecret secret, Function<Strand, LeaderTransport> engine) {
        terms = new SessionTerms(home, secret.digest(), engine, new HighestOrderValue(), SessionEnvironment.ORDINARY);
    }

    @Override
    public String name() {
        return RaftBackend.NAME;
    }

    @Override
    public Duration defaultLeaseDuration() {
        return Duration.ofMillis(800);
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        RaftSession session = new RaftSession(terms, request, facts);
        session.open();
        return session;
    }

    @Override
    public void close() {
        // The members belong to the fixture.
    }
}
