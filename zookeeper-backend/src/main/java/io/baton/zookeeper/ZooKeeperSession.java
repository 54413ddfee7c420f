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
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One ZooKeeper session, as the engine asks it. Thread-safe. */
final class ZooKeeperSession implements BackendSession {

    private final OpenSession session;

    ZooKeeperSession(SessionTerms terms, SessionRequest request, SessionFacts facts) {
        session = new OpenSession(terms, request, facts);
    }

    void open() {
        session.open();
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        QueueEntry queueEntry = new QueueEntry(session, election, SessionName.randomTag(), candidacyFacts);
        ZooKeeperCandidacy candidacy = new ZooKeeperCandidacy(queueEntry, candidate);
        candidacy.enter();
        return candidacy;
    }

    @Override
    public void prove() {
        session.prove();
    }

    @Override
    public Optional<Throwable> trouble() {
        return session.diagnosis().trouble();
    }

    @Override
    public Optional<String> server() {
        return session.diagnosis().server();
    }

    @Override
    public void leaveServer() {
        session.leaveServer();
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return session.queries().ask((link, question) -> QueueReader.call(session, election, link, question));
    }

    /**
     * Three requests in any queue while a leader of Baton's is in office. While none is, the queue is listed, which costs some
     * 30 bytes for each candidate: a participant of another kind may be first.
     */
    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return session.queries().ask((link, question) -> LeaderQuery.ask(session, election, link, question));
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return session.queries().ask((link, question) -> ElectionRemoval.ask(session, election, link, question));
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        LeaderObservation watch = new LeaderObservation(session, election, changed);
        session.strand().run(watch::begin);
        return watch;
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return session.queries().raiseFloor(election, atLeast);
    }

    @Override
    public void close() {
        session.close();
    }
}
