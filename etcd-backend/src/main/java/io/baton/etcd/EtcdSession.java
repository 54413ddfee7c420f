// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One lease with its fence, its sign and its guard. When the lease is gone, the session has ended. */
final class EtcdSession implements BackendSession, SessionOpener.Outcome {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(3);

    private static final AsyncLogger LOG = AsyncLogger.of(EtcdSession.class);

    private final Terms terms;
    private final SessionRequest request;
    private final SessionFacts facts;
    private final Strand strand;
    private final EtcdClient etcdClient;
    private final SessionRequests requests;
    private final SessionOpener sessionOpener;
    private final SessionMembers sessionMembers;
    private final SessionQueries sessionQueries = new SessionQueries(this);
    private final DeletedKeyResolver deletedKeyResolver = new DeletedKeyResolver(this);
    private final TxnBatcher entries = new TxnBatcher(this);
    private final TxnBatcher bids = new TxnBatcher(this);
    private final TxnBatcher reads = new TxnBatcher(this);
    private @Nullable Open open;
    private boolean over;

    EtcdSession(Terms terms, SessionRequest request, SessionFacts facts) {
        this.terms = terms;
        this.request = request;
        this.facts = facts;
        strand = new Strand("baton-etcd-session", this::fault);
        etcdClient = new EtcdClient(terms.access(), strand, request.requestTimeout(), facts::answered);
        sessionMembers = new SessionMembers(terms.strangers());
        requests = new SessionRequests(this, etcdClient, terms.history());
        sessionOpener = new SessionOpener(this, terms.versions(), this);
    }

    void open() {
        strand.run(() -> history().contradiction().ifPresentOrElse(this::fault, sessionOpener::begin));
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        QueueEntry queueEntry = new QueueEntry(this, election, candidacyFacts);
        EtcdCandidacy candidacy = new EtcdCandidacy(queueEntry, candidate);
        candidacy.enter();
        return candidacy;
    }

    @Override
    public void prove() {
        strand.run(() -> opened().ifPresent(known -> known.fence().prove()));
    }

    @Override
    public Optional<Throwable> trouble() {
        return etcdClient.lastTrouble().map(cause -> cause);
    }

    @Override
    public Optional<String> server() {
        return etcdClient.server();
    }

    @Override
    public void leaveServer() {
        strand.run(() -> opened().ifPresent(known -> etcdClient.leaveMember()));
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return sessionQueries.ask(question -> QueueReader.call(this, election, question));
    }

    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return sessionQueries.ask(question -> LeaderQuery.ask(this, election, question));
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return sessionQueries.ask(question -> new RecordRemoval(this, election, question).begin());
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        LeaderObservation watch = new LeaderObservation(this, election, changed);
        strand.run(watch::begin);
        return watch;
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return sessionQueries.raiseFloor(election, atLeast);
    }

    @Override
    public void close() {
        strand.run(() -> end(Ending.CLOSED, new IllegalStateException("the session was closed")));
        if (strand.isCurrent()) {
            return;
        }
        try {
            strand.awaitStop(SessionCleanup.bound(request.requestTimeout()).plus(CLOSE_GRACE));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void opened(SessionOpener.Keyed keyed, SessionGrant grant) {
        SessionFence fence = new SessionFence(this, facts, keyed.fence(), keyed.sign());
        KeepAlive keepAlive = new KeepAlive(this, sessionOpener.lease(), grant.leaseDuration());
        open = new Open(
                grant, fence, new EntryGuard(this, keyed.guard()), new HeartbeatWatches(this, facts), keepAlive);
        keepAlive.begin();
        facts.opened(grant);
        sessionMembers.opened();
    }

    @Override
    public void failed(Exception cause) {
        end(Ending.FAILED, cause);
    }

    ClusterHistory history() {
        return terms.history();
    }

    /** What there is once the session stands and as long as it does. */
    Optional<Open> opened() {
        return over ? Optional.empty() : Optional.ofNullable(open);
    }

    SessionRequests requests() {
        return requests;
    }

    EtcdClient cluster() {
        return etcdClient;
    }

    Strand strand() {
        return strand;
    }

    SessionRequest request() {
        return request;
    }

    KeyPaths keys() {
        return terms.keys();
    }

    SessionMembers sessionMembers() {
        return sessionMembers;
    }

    TxnBatcher entries() {
        return entries;
    }

    TxnBatcher bids() {
        return bids;
    }

    /** What is read of one key each. */
    TxnBatcher reads() {
        return reads;
    }

    DeletedKeyResolver deletedKeys() {
        return deletedKeyResolver;
    }

    SessionQueries queries() {
        return sessionQueries;
    }

    long lease() {
        return sessionOpener.lease();
    }

    String name() {
        return KeyPaths.session(lease());
    }

    long validityNanos() {
        return opened().map(known -> known.grant().validity().toNanos()).orElse(0L);
    }

    boolean isOver() {
        return over;
    }

    /** The session has no lease any more, or a key was deleted that it cannot go on without. */
    void lost(String how) {
        end(Ending.ENDED, new IllegalStateException("the session cannot go on: " + how));
    }

    /** Ends the session because it cannot be trusted any more, or cannot be opened. */
    void fault(Throwable fault) {
        end(open == null ? Ending.FAILED : Ending.ENDED, fault);
    }

    private void end(Ending ending, Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        Optional<Open> stood = Optional.ofNullable(open);
        Runnable ended = () -> stood.ifPresent(known -> facts.ended(cause));
        // A session that is closed has ended when nothing is left of it.
        Runnable told = ending == Ending.CLOSED ? ended : () -> {};
        if (ending == Ending.FAILED) {
            inAnyCase(() -> facts.failed(cause));
        } else if (ending == Ending.ENDED) {
            inAnyCase(ended);
        }
        stood.ifPresent(known -> inAnyCase(known.keepAlive()::end));
        inAnyCase(sessionMembers::end);
        inAnyCase(() -> sessionQueries.end(cause));
        if (sessionOpener.mayHaveLease() && etcdClient.wasReached()) {
            cleanUp(told);
        } else {
            free(told);
        }
    }

    private void cleanUp(Runnable told) {
        try {
            new SessionCleanup(this, () -> free(told)).begin();
        } catch (RuntimeException | Error fault) {
            LOG.debug("the lease of session {} is left to run out", name(), fault);
            free(told);
        }
    }

    private void free(Runnable told) {
        inAnyCase(etcdClient::close);
        inAnyCase(told);
        strand.stop();
    }

    /** A step that throws must not keep the other steps of the end from running. */
    private void inAnyCase(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error fault) {
            LOG.warn("a step of the end of session {} has failed, the others follow", name(), fault);
        }
    }

    private enum Ending {
        FAILED,
        ENDED,
        CLOSED
    }

    /** What a session is opened with. */
    record Terms(
            ClientSettings access,
            KeyPaths keys,
            ClusterHistory history,
            VersionWarning versions,
            SkippedKeys strangers) {}

    /** What belongs to a session that stands. */
    record Open(
            SessionGrant grant, SessionFence fence, EntryGuard guard, HeartbeatWatches signs, KeepAlive keepAlive) {}
}
