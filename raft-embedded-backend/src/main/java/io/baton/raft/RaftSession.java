// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.raft.internal.candidacy.RaftCandidacy;
import io.baton.raft.internal.session.SessionLifecycle;
import io.baton.raft.internal.session.SessionMembers;
import io.baton.raft.internal.session.SessionTerms;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.Strand;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One session of a process in the group's store, as the engine uses it. Thread-safe. */
final class RaftSession implements BackendSession {

    private final SessionLifecycle lifecycle;

    RaftSession(SessionTerms terms, SessionRequest request, SessionFacts facts) {
        lifecycle = new SessionLifecycle(terms, request, facts);
    }

    void open() {
        lifecycle.open();
    }

    SessionLifecycle lifecycle() {
        return lifecycle;
    }

    /** Trying again will not help before an operator mends the cause. */
    void refuse(Throwable cause) {
        lifecycle.refuse(cause);
    }

    /** This process must not lead anything for the time being. */
    void giveUp(Throwable cause) {
        lifecycle.giveUp(cause);
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        RaftCandidacy candidacy = new RaftCandidacy(lifecycle, election, candidacyFacts);
        candidacy.enter(candidate);
        return candidacy;
    }

    @Override
    public void prove() {
        lifecycle.prove();
    }

    @Override
    public Optional<Throwable> lastFailure() {
        return lifecycle.lastFailure();
    }

    @Override
    public Optional<String> server() {
        return lifecycle.server();
    }

    @Override
    public void leaveServer() {
        lifecycle.leaveServer();
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return lifecycle.queries().candidates(election);
    }

    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return lifecycle.queries().leader(election);
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return lifecycle.queries().forget(election);
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        Strand strand = lifecycle.strand();
        SessionMembers members = lifecycle.sessionMembers();
        strand.run(() -> members.observe(election, changed));
        return () -> strand.run(() -> members.ignore(election, changed));
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return lifecycle.queries().raiseFloor(election, atLeast);
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
