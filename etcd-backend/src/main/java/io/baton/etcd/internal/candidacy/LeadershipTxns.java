// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.OpenSession;
import io.baton.etcd.internal.session.Records;
import io.baton.etcd.internal.session.SessionFence;
import io.baton.etcd.internal.session.TxnBatcher;
import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingAnswer;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The transactions by which one candidacy takes the leadership and gives it up. */
final class LeadershipTxns {

    private final QueueEntry queueEntry;
    private long token;

    LeadershipTxns(QueueEntry queueEntry) {
        this.queueEntry = queueEntry;
    }

    void take(OpenSession open, PendingAnswer pendingAnswer, Bid bid) {
        if (!queueEntry.isFound()) {
            pendingAnswer.give(to -> to.unknown(new IllegalStateException("a bid before the candidacy was found")));
            return;
        }
        token = bid.token();
        SessionFence sessionFence = open.fence();
        List<Compare> when = List.of(
                candidacyExists(),
                Txns.wasModifiedAt(
                        queueEntry.keys().floor(queueEntry.election()),
                        bid.floor().version()),
                expected(bid));
        List<RequestOp> otherwise = new ArrayList<>(sessionFence.read());
        otherwise.add(Txns.get(queueEntry.key()));
        long sentAt = queueEntry.link().nanos();
        queueEntry.txn(
                pendingAnswer,
                queueEntry.session().bids(),
                new TxnBatcher.Shared(sessionFence.unchanged(), List.of(sessionFence.writeHeartbeat())),
                Txns.of(when, List.of(Txns.put(record(), text(token, false))), otherwise),
                response -> {
                    if (response.getSucceeded()) {
                        sessionFence.heartbeatWritten(response.getHeader().getRevision());
                        pendingAnswer.give(to -> to.tookLeadership(sentAt));
                    } else {
                        refused(sessionFence, pendingAnswer, response);
                    }
                });
    }

    private Compare candidacyExists() {
        return Txns.wasCreatedAt(queueEntry.key(), queueEntry.orderValue());
    }

    private Compare expected(Bid bid) {
        LeaderRecord seen = bid.seen();
        return bid.expectsRelease()
                ? Txns.is(record(), RecordCodec.leaderRecord(seen.led(), seen.session(), seen.token(), true))
                : Txns.wasModifiedAt(record(), seen.version());
    }

    private ByteString record() {
        return queueEntry.keys().leaderRecord(queueEntry.election());
    }

    private byte[] text(long ofToken, boolean released) {
        return RecordCodec.leaderRecord(
                queueEntry.orderValue(), queueEntry.link().name(), ofToken, released);
    }

    private void refused(SessionFence sessionFence, PendingAnswer pendingAnswer, TxnResponse response) {
        sessionFence.judge(Txns.one(response, 0), Txns.one(response, 1));
        if (queueEntry.link().isOver()) {
            return;
        }
        if (Txns.createdAt(Txns.one(response, 2)) != queueEntry.orderValue()) {
            queueEntry.keyGone();
        } else {
            pendingAnswer.give(CandidacyFacts::leadershipNotTaken);
        }
    }

    void release(PendingAnswer pendingAnswer) {
        if (token == 0) {
            delete(pendingAnswer, List.of());
        } else {
            leave(pendingAnswer, Txns.is(record(), text(token, false)), token);
        }
    }

    /** Notes the release and deletes the candidacy in one transaction, if the leader record is as expected. */
    private void leave(PendingAnswer pendingAnswer, Compare asExpected, long ofToken) {
        release(
                pendingAnswer,
                List.of(candidacyExists(), asExpected),
                List.of(Txns.put(record(), text(ofToken, true)), Txns.delete(queueEntry.key())));
    }

    /** Together with others if there are many. */
    private void release(PendingAnswer pendingAnswer, List<Compare> when, List<RequestOp> then) {
        queueEntry.txn(
                pendingAnswer,
                queueEntry.session().releases(),
                TxnBatcher.Shared.NOTHING,
                Txns.of(when, then, List.of(Txns.get(queueEntry.key()), Txns.get(record()))),
                response -> left(pendingAnswer, response));
    }

    /** A bid of unknown outcome may have succeeded, or may still succeed, until the candidacy is deleted. */
    private void resolve(PendingAnswer pendingAnswer, Optional<KeyValue> leader) {
        Compare unchanged = Txns.wasModifiedAt(record(), Txns.modifiedAt(leader));
        Optional<LeaderRecord> known = leader.flatMap(LeadershipTxns::readable);
        if (known.isPresent()
                && known.get().led() == queueEntry.orderValue()
                && !known.get().released()) {
            leave(pendingAnswer, unchanged, known.get().token());
        } else {
            delete(pendingAnswer, List.of(unchanged));
        }
    }

    // No candidate may lead while the record is unreadable; that need not keep this candidacy in the queue.
    private static Optional<LeaderRecord> readable(KeyValue read) {
        try {
            return Optional.of(Records.leader(read));
        } catch (IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    private void delete(PendingAnswer pendingAnswer, List<Compare> unchanged) {
        List<Compare> when = new ArrayList<>(unchanged);
        when.add(candidacyExists());
        release(pendingAnswer, when, List.of(Txns.delete(queueEntry.key())));
    }

    private void left(PendingAnswer pendingAnswer, TxnResponse response) {
        if (response.getSucceeded() || isGone(response)) {
            queueEntry.keyGone();
        } else {
            resolve(pendingAnswer, Txns.one(response, 1));
        }
    }

    private boolean isGone(TxnResponse refused) {
        return Txns.createdAt(Txns.one(refused, 0)) != queueEntry.orderValue();
    }
}
