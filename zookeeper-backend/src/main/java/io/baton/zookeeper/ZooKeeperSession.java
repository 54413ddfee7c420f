// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.zookeeper.internal.candidacy.CandidacyContext;
import io.baton.zookeeper.internal.candidacy.ZooKeeperCandidacy;
import io.baton.zookeeper.internal.query.ElectionRemoval;
import io.baton.zookeeper.internal.query.LeaderObservation;
import io.baton.zookeeper.internal.query.LeaderQuery;
import io.baton.zookeeper.internal.query.QueueReader;
import io.baton.zookeeper.internal.query.SessionQueries;
import io.baton.zookeeper.internal.session.OpenSession;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One ZooKeeper session, as the engine asks it. Thread-safe. */
final class ZooKeeperSession implements BackendSession {

    private final SessionLifecycle lifecycle;
    private final OpenSession session;
    private final SessionQueries queries;
    private final CandidacyContext candidacies;

    ZooKeeperSession(SessionTerms terms, SessionRequest request, SessionFacts facts) {
        lifecycle = new SessionLifecycle(terms, request, facts, this::ended);
        session = lifecycle.openSession();
        queries = new SessionQueries(session);
        candidacies = CandidacyContext.of(session);
    }

    private void ended(Throwable cause) {
        queries.end(cause);
    }

    void open() {
        lifecycle.open();
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        ZooKeeperCandidacy candidacy = new ZooKeeperCandidacy(candidacies, election, candidate, candidacyFacts);
        candidacy.enter();
        return candidacy;
    }

    @Override
    public void prove() {
        lifecycle.prove();
    }

    @Override
    public Optional<Throwable> lastFailure() {
        return lifecycle.diagnosis().lastFailure();
    }

    @Override
    public Optional<String> server() {
        return lifecycle.diagnosis().server();
    }

    @Override
    public void leaveServer() {
        lifecycle.leaveServer();
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return queries.ask(election, QueueReader::ask);
    }

    /**
     * Three requests in any queue while a leader of Baton's leads. While none does, the queue is listed, which costs some
     * 30 bytes for each candidate: a participant of another kind may be first.
     */
    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return queries.ask(election, LeaderQuery::ask);
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return queries.ask(election, ElectionRemoval::ask);
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        LeaderObservation observation = new LeaderObservation(session, election, changed);
        lifecycle.strand().run(observation::begin);
        return observation;
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return queries.raiseFloor(election, atLeast);
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
