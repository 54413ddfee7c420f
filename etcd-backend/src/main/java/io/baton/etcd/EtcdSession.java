// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.OrderMemory;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One lease with its fence, its sign and its guard. When the lease is gone, the session has ended. */
final class EtcdSession implements BackendSession, Opening.Outcome {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    private final Terms terms;
    private final SessionRequest request;
    private final SessionFacts facts;
    private final Strand strand;
    private final Cluster cluster;
    private final Opening opening;
    private final Roster roster = new Roster();
    private final Questions questions = new Questions(this);
    private final Removals removals = new Removals(this);
    private final Batches entries = new Batches(this);
    private final Batches bids = new Batches(this);
    private @Nullable Open open;
    private long revision;
    private boolean over;

    EtcdSession(Terms terms, SessionRequest request, SessionFacts facts) {
        this.terms = terms;
        this.request = request;
        this.facts = facts;
        strand = new Strand("baton-etcd-session", this::fault);
        cluster = new Cluster(terms.access(), strand, request.requestTimeout(), facts::answered);
        opening = new Opening(this, terms.versions(), this);
    }

    void open() {
        strand.run(opening::begin);
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        Place place = new Place(this, election, candidacyFacts);
        EtcdCandidacy candidacy = new EtcdCandidacy(place, candidate);
        candidacy.enter();
        return candidacy;
    }

    @Override
    public void prove() {
        strand.run(() -> opened().ifPresent(known -> known.fence().prove()));
    }

    @Override
    public Optional<Throwable> trouble() {
        return cluster.lastTrouble().map(cause -> cause);
    }

    @Override
    public Optional<String> server() {
        return cluster.server();
    }

    @Override
    public void leaveServer() {
        strand.run(() -> opened().ifPresent(known -> cluster.leaveMember()));
    }

    @Override
    public CompletionStage<Electorate> candidates(ElectionName election) {
        return questions.ask(question -> Roll.call(this, election, question));
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        LeaderWatch watch = new LeaderWatch(this, election, changed);
        strand.run(watch::begin);
        return watch;
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return questions.raiseFloor(election, atLeast);
    }

    @Override
    public void close() {
        strand.run(() -> end(Ending.CLOSED, new IllegalStateException("the session was closed")));
        if (strand.isCurrent()) {
            return;
        }
        try {
            strand.awaitStop(request.requestTimeout().multipliedBy(2).plus(CLOSE_GRACE));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void opened(Opening.Keyed keyed, SessionGrant grant) {
        Fence fence = new Fence(this, facts, keyed.fence(), keyed.sign());
        KeepAlive keepAlive = new KeepAlive(this, opening.lease(), grant.leaseDuration());
        open = new Open(grant, fence, new Guard(this, keyed.guard()), new SignWatches(this, facts), keepAlive);
        keepAlive.begin();
        facts.opened(grant);
        roster.opened();
    }

    @Override
    public void failed(Exception cause) {
        end(Ending.FAILED, cause);
    }

    /** Asks for a transaction. Nobody is answered when the session has ended meanwhile, or ends because of the answer. */
    void txn(TxnRequest transaction, Consumer<TxnResponse> done, Failure failed) {
        cluster.txn(transaction, reply -> heard(reply, done, failed));
    }

    /** The same, before all that waits. */
    void urgentTxn(TxnRequest transaction, Consumer<TxnResponse> done, Failure failed) {
        cluster.urgentTxn(transaction, reply -> heard(reply, done, failed));
    }

    /** The same, of another member after a while. */
    void txn(TxnRequest transaction, Duration patience, Consumer<TxnResponse> done, Failure failed) {
        cluster.txn(transaction, patience, reply -> heard(reply, done, failed));
    }

    private void heard(Reply<TxnResponse> reply, Consumer<TxnResponse> done, Failure failed) {
        if (over) {
            return;
        }
        if (reply instanceof Reply.Done<TxnResponse> answered) {
            saw(answered.value().getHeader());
            done.accept(answered.value());
        } else if (reply instanceof Reply.LeaseGone<TxnResponse>) {
            lost("its lease is gone");
        } else if (reply instanceof Reply.Refused<TxnResponse> refusal) {
            failed.failed(refusal.cause(), true);
        } else if (reply instanceof Reply.Unknown<TxnResponse> unknown) {
            failed.failed(unknown.cause(), false);
        }
    }

    void saw(ResponseHeader header) {
        revision = Math.max(revision, header.getRevision());
    }

    /** The latest revision of the store that an answer has named. */
    long revision() {
        return revision;
    }

    /** What there is once the session stands and as long as it does. */
    Optional<Open> opened() {
        return over ? Optional.empty() : Optional.ofNullable(open);
    }

    Cluster cluster() {
        return cluster;
    }

    Strand strand() {
        return strand;
    }

    SessionRequest request() {
        return request;
    }

    Keys keys() {
        return terms.keys();
    }

    OrderMemory memory() {
        return terms.memory();
    }

    Roster roster() {
        return roster;
    }

    Batches entries() {
        return entries;
    }

    Batches bids() {
        return bids;
    }

    Removals removals() {
        return removals;
    }

    Questions questions() {
        return questions;
    }

    long lease() {
        return opening.lease();
    }

    String name() {
        return Keys.session(lease());
    }

    long validityNanos() {
        return opened().map(known -> known.grant().validity().toNanos()).orElse(0L);
    }

    boolean isOver() {
        return over;
    }

    /** The session has no lease any more, or somebody has taken from it what it cannot go on without. */
    void lost(String how) {
        end(Ending.ENDED, new IllegalStateException("the session cannot go on: " + how));
    }

    private void fault(Throwable fault) {
        end(open == null ? Ending.FAILED : Ending.ENDED, fault);
    }

    private void end(Ending ending, Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        Optional<Open> stood = Optional.ofNullable(open);
        stood.ifPresent(known -> known.keepAlive().end());
        roster.end();
        questions.end(cause);
        if (ending == Ending.FAILED) {
            facts.failed(cause);
        } else if (ending == Ending.ENDED) {
            stood.ifPresent(known -> facts.ended(cause));
        }
        // A session that is closed has ended when nothing is left of it.
        Runnable told = () -> stood.filter(known -> ending == Ending.CLOSED).ifPresent(known -> facts.ended(cause));
        if (opening.mayHaveLease() && cluster.wasReached()) {
            revoke(() -> revoke(() -> free(told), told), told);
        } else {
            free(told);
        }
    }

    /** What stands under the lease must not keep the queues until the lease runs out. */
    private void revoke(Runnable unknown, Runnable told) {
        cluster.revoke(lease(), reply -> {
            if (reply instanceof Reply.Unknown<LeaseRevokeResponse>) {
                unknown.run();
            } else {
                free(told);
            }
        });
    }

    private void free(Runnable told) {
        cluster.close();
        told.run();
        strand.stop();
    }

    private enum Ending {
        FAILED,
        ENDED,
        CLOSED
    }

    /** What a session is opened with. */
    record Terms(Access access, Keys keys, OrderMemory memory, VersionWarning versions) {}

    /** What belongs to a session that stands. */
    record Open(SessionGrant grant, Fence fence, Guard guard, SignWatches signs, KeepAlive keepAlive) {}

    /** Who hears that there is no answer, or that asking again is of no use before somebody mends the cause. */
    @FunctionalInterface
    interface Failure {
        void failed(Exception cause, boolean refused);
    }
}
