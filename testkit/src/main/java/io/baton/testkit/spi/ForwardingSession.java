// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The same session, to be changed in one respect. As thread-safe as what it forwards to. */
public class ForwardingSession implements BackendSession {

    private final BackendSession session;

    public ForwardingSession(BackendSession session) {
        this.session = session;
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
        return session.enter(election, candidate, facts);
    }

    @Override
    public void prove() {
        session.prove();
    }

    @Override
    public Optional<Throwable> lastFailure() {
        return session.lastFailure();
    }

    @Override
    public Optional<String> server() {
        return session.server();
    }

    @Override
    public void leaveServer() {
        session.leaveServer();
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return session.candidates(election);
    }

    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return session.leader(election);
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return session.forget(election);
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        return session.observe(election, changed);
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return session.raiseTokenFloor(election, atLeast);
    }

    @Override
    public void close() {
        session.close();
    }
}
