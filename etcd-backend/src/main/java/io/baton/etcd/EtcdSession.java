// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.etcd.internal.candidacy.DeletedKeyResolver;
import io.baton.etcd.internal.candidacy.EtcdCandidacy;
import io.baton.etcd.internal.candidacy.PositionChecks;
import io.baton.etcd.internal.candidacy.QueueEntry;
import io.baton.etcd.internal.candidacy.ReceivedBids;
import io.baton.etcd.internal.query.LeaderObservation;
import io.baton.etcd.internal.query.SessionQueries;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.etcd.internal.session.SessionLifecycle;
import io.baton.etcd.internal.session.SessionLink;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One lease with its fence, heartbeat key and guard. The session has ended when the lease is gone. */
final class EtcdSession implements BackendSession {

    private final SessionLifecycle lifecycle;
    private final SessionContext context;
    private final SessionLink link;
    private final SessionQueries queries;
    private final DeletedKeyResolver deletedKeys;
    private final PositionChecks positionChecks;
    private final ReceivedBids receivedBids;

    EtcdSession(SessionLifecycle.Terms terms, SessionRequest request, SessionFacts facts) {
        lifecycle = new SessionLifecycle(terms, request, facts, this::endQueries);
        context = lifecycle.context();
        link = context.link();
        queries = new SessionQueries(context);
        deletedKeys = new DeletedKeyResolver(link);
        positionChecks = new PositionChecks(link);
        receivedBids = new ReceivedBids(link);
    }

    private void endQueries(Throwable cause) {
        queries.end(cause);
    }

    void open() {
        lifecycle.open();
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        QueueEntry queueEntry = new QueueEntry(context, deletedKeys, election, candidacyFacts);
        EtcdCandidacy candidacy = new EtcdCandidacy(queueEntry, candidate, positionChecks, receivedBids);
        candidacy.enter();
        return candidacy;
    }

    @Override
    public void prove() {
        link.strand().run(() -> context.opened().ifPresent(open -> open.fence().prove()));
    }

    @Override
    public Optional<Throwable> lastFailure() {
        return link.client().lastFailure().map(Throwable.class::cast);
    }

    @Override
    public Optional<String> server() {
        return link.client().server();
    }

    @Override
    public void leaveServer() {
        link.strand().run(() -> context.opened().ifPresent(open -> link.client().leaveMember()));
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return queries.candidates(election);
    }

    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return queries.leader(election);
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return queries.forget(election);
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return queries.raiseFloor(election, atLeast);
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        LeaderObservation observation = new LeaderObservation(context, election, changed);
        link.strand().run(observation::begin);
        return observation;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
