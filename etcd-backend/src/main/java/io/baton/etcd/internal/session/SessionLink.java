// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.etcd.internal.client.ClusterHistory;
import io.baton.etcd.internal.client.EtcdClient;
import io.baton.etcd.internal.client.Reply;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.RefusalTurns;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What every part of a session uses: the strand, the request, the client and the key paths. Sends the session's transactions,
 * notes what the headers of answers tell of the cluster, and reports what ends the session. For the strand only.
 */
public final class SessionLink {

    private final Strand strand;
    private final SessionRequest request;
    private final Store store;
    private final Owner owner;
    private final RefusalTurns refusalTurns = new RefusalTurns();
    private long lease;

    SessionLink(Strand strand, SessionRequest request, Store store, Owner owner) {
        this.strand = strand;
        this.request = request;
        this.store = store;
        this.owner = owner;
    }

    public Strand strand() {
        return strand;
    }

    public SessionRequest request() {
        return request;
    }

    public EtcdClient client() {
        return store.client();
    }

    public KeyPaths keys() {
        return store.keys();
    }

    /** By the clock of the session, whose origin is arbitrary. */
    public long nanos() {
        return request.clock().nanos();
    }

    /** The lease that the session asked for most recently; zero before it has asked for one. */
    public long lease() {
        return lease;
    }

    /** Notes the lease that the session is about to ask for. */
    void asksFor(long newLease) {
        lease = newLease;
    }

    /** The session's name in the records. */
    public String name() {
        return KeyPaths.session(lease);
    }

    public boolean isOver() {
        return owner.isOver();
    }

    /** The session has no lease any more, or a key was deleted that it cannot go on without. */
    public void lost(String how) {
        owner.lost(new IllegalStateException("the session cannot go on: " + how));
    }

    /** The turns of what this session tries again after refusals. */
    RefusalTurns refusalTurns() {
        return refusalTurns;
    }

    /** Asks for a transaction. Nothing is answered when the session has ended meanwhile, or ends because of the answer. */
    public void txn(TxnRequest transaction, Consumer<TxnResponse> done, Failure failed) {
        long known = knownRevision();
        client().txn(transaction, reply -> heard(reply, known, done, failed));
    }

    /** The same, before all that waits. */
    void urgentTxn(TxnRequest transaction, Consumer<TxnResponse> done, Failure failed) {
        long known = knownRevision();
        client().urgentTxn(transaction, reply -> heard(reply, known, done, failed));
    }

    /** The same; another member is asked after the deadline. */
    public void txn(TxnRequest transaction, Duration deadline, Consumer<TxnResponse> done, Failure failed) {
        long known = knownRevision();
        client().txn(transaction, deadline, reply -> heard(reply, known, done, failed));
    }

    private void heard(Reply<TxnResponse> reply, long known, Consumer<TxnResponse> done, Failure failed) {
        if (isOver()) {
            return;
        }
        if (reply instanceof Reply.Done<TxnResponse> answered) {
            saw(answered.value().getHeader(), known);
            if (!isOver()) {
                done.accept(answered.value());
            }
        } else if (reply instanceof Reply.LeaseGone<TxnResponse>) {
            lost("its lease is gone");
        } else if (reply instanceof Reply.Refused<TxnResponse> refusal) {
            failed.failed(refusal.cause(), true);
        } else if (reply instanceof Reply.Unknown<TxnResponse> unknown) {
            failed.failed(unknown.cause(), false);
        }
    }

    /** The greatest revision that any answer has named: to be read before a request is sent. */
    public long knownRevision() {
        return store.history().revision();
    }

    /**
     * Notes the header of a linearizable answer; ends the session if the cluster was restored or replaced.
     *
     * @param known the revision that was known when the request was sent
     */
    void saw(ResponseHeader header, long known) {
        store.history().saw(header, known).ifPresent(owner::fault);
    }

    /** Notes the header of any other answer. */
    void noted(ResponseHeader header) {
        store.history().note(header).ifPresent(owner::fault);
    }

    /** Ends the session because what it has written is not there any more: the cluster was restored or replaced. */
    void contradicted(String what) {
        owner.fault(store.history().contradict(what));
    }

    /** What follows when there is no answer, or when the store refuses until an operator mends the cause. */
    @FunctionalInterface
    public interface Failure {
        void failed(Exception cause, boolean refused);
    }

    /** The store as one session uses it. */
    record Store(EtcdClient client, KeyPaths keys, ClusterHistory history) {}

    /** Decides when the session is over. */
    interface Owner {

        boolean isOver();

        /** The session cannot go on without what it has lost. */
        void lost(Exception cause);

        /** The session cannot be trusted any more, or cannot be opened. */
        void fault(Throwable cause);
    }
}
