// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.spi.support.RefusalTurns;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** The transactions of one session, and what the headers of answers tell of the cluster. For the strand only. */
final class SessionRequests {

    private final EtcdSession session;
    private final EtcdClient etcdClient;
    private final ClusterHistory history;
    private final RefusalTurns refusalTurns = new RefusalTurns();

    SessionRequests(EtcdSession session, EtcdClient etcdClient, ClusterHistory history) {
        this.session = session;
        this.etcdClient = etcdClient;
        this.history = history;
    }

    /** Of what this session tries again after refusals. */
    RefusalTurns refusalTurns() {
        return refusalTurns;
    }

    /** Asks for a transaction. Nothing is answered when the session has ended meanwhile, or ends because of the answer. */
    void txn(TxnRequest transaction, Consumer<TxnResponse> done, Failure failed) {
        long known = history.revision();
        etcdClient.txn(transaction, reply -> heard(reply, known, done, failed));
    }

    /** The same, before all that waits. */
    void urgentTxn(TxnRequest transaction, Consumer<TxnResponse> done, Failure failed) {
        long known = history.revision();
        etcdClient.urgentTxn(transaction, reply -> heard(reply, known, done, failed));
    }

    /** The same, of another member after a while. */
    void txn(TxnRequest transaction, Duration patience, Consumer<TxnResponse> done, Failure failed) {
        long known = history.revision();
        etcdClient.txn(transaction, patience, reply -> heard(reply, known, done, failed));
    }

    private void heard(Reply<TxnResponse> reply, long known, Consumer<TxnResponse> done, Failure failed) {
        if (session.isOver()) {
            return;
        }
        if (reply instanceof Reply.Done<TxnResponse> answered) {
            saw(answered.value().getHeader(), known);
            if (!session.isOver()) {
                done.accept(answered.value());
            }
        } else if (reply instanceof Reply.LeaseGone<TxnResponse>) {
            session.lost("its lease is gone");
        } else if (reply instanceof Reply.Refused<TxnResponse> refusal) {
            failed.failed(refusal.cause(), true);
        } else if (reply instanceof Reply.Unknown<TxnResponse> unknown) {
            failed.failed(unknown.cause(), false);
        }
    }

    /**
     * Notes the header of a linearizable answer; ends the session if the cluster was restored or replaced.
     *
     * @param known the revision that was known when the request was sent
     */
    void saw(ResponseHeader header, long known) {
        history.saw(header, known).ifPresent(session::fault);
    }

    /** Notes the header of any other answer. */
    void noted(ResponseHeader header) {
        history.note(header).ifPresent(session::fault);
    }

    /** Ends the session because what it has written is not there any more: the cluster was restored or replaced. */
    void contradicted(String what) {
        session.fault(history.contradict(what));
    }

    /** What follows when there is no answer, or when the store refuses until an operator mends the cause. */
    @FunctionalInterface
    interface Failure {
        void failed(Exception cause, boolean refused);
    }
}
