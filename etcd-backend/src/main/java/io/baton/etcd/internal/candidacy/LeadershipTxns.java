// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
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
import java.util.function.Consumer;

/** The transactions by which one candidacy takes the leadership and gives it up. */
final class LeadershipTxns {

    private final QueueEntry queueEntry;
    private final BidEntry bidEntry;
    private final TakenLeadership takenLeadership;
    private final ReceivedBids receivedBids;

    LeadershipTxns(
            QueueEntry queueEntry, BidEntry bidEntry, TakenLeadership takenLeadership, ReceivedBids receivedBids) {
        this.queueEntry = queueEntry;
        this.bidEntry = bidEntry;
        this.takenLeadership = takenLeadership;
        this.receivedBids = receivedBids;
    }

    void take(OpenSession open, PendingAnswer pendingAnswer, Bid bid) {
        if (!queueEntry.isFound()) {
            pendingAnswer.give(to -> to.unknown(new IllegalStateException("a bid before the candidacy was found")));
            return;
        }
        takenLeadership.asked(bid.token());
        take(open, pendingAnswer, bid, takenLeadership.version() > 0);
    }

    /** @param named whether the release of the predecessor has carried the bid out, so that the leader record names this candidacy */
    private void take(OpenSession open, PendingAnswer pendingAnswer, Bid bid, boolean named) {
        SessionFence sessionFence = open.fence();
        List<Compare> when = List.of(
                candidacyExists(),
                Txns.wasModifiedAt(
                        queueEntry.keys().floor(queueEntry.election()),
                        bid.floor().version()),
                named ? isNamed(bid.token()) : expected(bid));
        List<RequestOp> otherwise = new ArrayList<>(sessionFence.read());
        otherwise.add(Txns.get(queueEntry.key()));
        otherwise.add(Txns.get(record()));
        SessionFence.Proof proof = sessionFence.begin();
        queueEntry.txn(
                pendingAnswer,
                queueEntry.session().bids(),
                new TxnBatcher.Shared(sessionFence.unchanged(), List.of(sessionFence.writeHeartbeat())),
                Txns.of(when, List.of(Txns.put(record(), text(bid.token(), false))), otherwise),
                response -> {
                    if (response.getSucceeded()) {
                        sessionFence.succeeded(proof, response);
                        taken(bid.token(), response);
                        pendingAnswer.give(to -> to.tookLeadership(proof.sentAt()));
                    } else if (refused(sessionFence, response)) {
                        if (!named && namesThis(Txns.one(response, 3), bid.token())) {
                            take(open, pendingAnswer, bid, true);
                        } else {
                            pendingAnswer.give(CandidacyFacts::leadershipNotTaken);
                        }
                    }
                });
    }

    private void taken(long token, TxnResponse response) {
        long revision = response.getHeader().getRevision();
        takenLeadership.taken(token, revision);
        receivedBids.leads(revision);
        bidEntry.leads();
    }

    private boolean namesThis(Optional<KeyValue> leader, long token) {
        ByteString own = ByteString.copyFrom(text(token, false));
        return leader.filter(read -> read.getValue().equals(own)).isPresent();
    }

    private Compare isNamed(long token) {
        return Txns.is(record(), text(token, false));
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

    /** Whether the candidacy still stands, after its bid was refused. */
    private boolean refused(SessionFence sessionFence, TxnResponse response) {
        sessionFence.judge(Txns.one(response, 0), Txns.one(response, 1));
        if (queueEntry.link().isOver()) {
            return false;
        }
        boolean stands = Txns.createdAt(Txns.one(response, 2)) == queueEntry.orderValue();
        if (!stands) {
            queueEntry.keyGone();
        }
        return stands;
    }

    void release(PendingAnswer pendingAnswer) {
        bidEntry.stop();
        if (takenLeadership.token() == 0) {
            withdraw(pendingAnswer);
            return;
        }
        Optional<ReceivedBids.Received> next =
                receivedBids.take(queueEntry.election()).filter(this::fits);
        if (next.isPresent()) {
            handOver(pendingAnswer, next.get());
        } else {
            leave(pendingAnswer, isNamed(takenLeadership.token()), takenLeadership.token());
        }
    }

    /** Leaves together with the bid made ahead, if there is one and it has not been carried out. */
    private void withdraw(PendingAnswer pendingAnswer) {
        Optional<MadeBid> made = bidEntry.takeMade();
        if (made.isEmpty()) {
            delete(pendingAnswer, List.of());
            return;
        }
        release(
                pendingAnswer,
                List.of(candidacyExists(), made.get().unchanged()),
                List.of(Txns.delete(queueEntry.key()), Txns.delete(made.get().key())),
                response -> {
                    if (response.getSucceeded()) {
                        bidEntry.removed();
                    }
                    left(pendingAnswer, response);
                });
    }

    private boolean fits(ReceivedBids.Received received) {
        BidRecord bid = received.bid();
        return bid.restsOn().leaderRecord() == takenLeadership.version()
                && bid.orderValue() > queueEntry.orderValue()
                && bid.token() > takenLeadership.token();
    }

    /** Releases, and takes leadership for the successor, if that could do it now itself. */
    private void handOver(PendingAnswer pendingAnswer, ReceivedBids.Received received) {
        BidRecord bid = received.bid();
        KeyPaths keys = queueEntry.keys();
        ByteString bidKey = keys.bid(queueEntry.link().name(), queueEntry.election());
        release(
                pendingAnswer,
                List.of(
                        candidacyExists(),
                        isNamed(takenLeadership.token()),
                        Txns.wasModifiedAt(record(), bid.restsOn().leaderRecord()),
                        Txns.wasCreatedAt(keys.candidate(queueEntry.election(), bid.session()), bid.orderValue()),
                        Txns.wasModifiedAt(
                                keys.fence(bid.session()), bid.restsOn().fence()),
                        Txns.wasModifiedAt(
                                keys.floor(queueEntry.election()), bid.restsOn().floor()),
                        Txns.wasModifiedAt(bidKey, received.version())),
                List.of(
                        Txns.put(
                                record(),
                                RecordCodec.leaderRecord(bid.orderValue(), bid.session(), bid.token(), false)),
                        Txns.delete(queueEntry.key()),
                        Txns.putUnderItsLease(bidKey, bid.carriedOut())),
                response -> left(pendingAnswer, response));
    }

    /** Notes the release and deletes the candidacy in one transaction, if the leader record is as expected. */
    private void leave(PendingAnswer pendingAnswer, Compare asExpected, long ofToken) {
        release(
                pendingAnswer,
                List.of(candidacyExists(), asExpected),
                List.of(Txns.put(record(), text(ofToken, true)), Txns.delete(queueEntry.key())),
                response -> left(pendingAnswer, response));
    }

    /** Together with others if there are many. */
    private void release(
            PendingAnswer pendingAnswer, List<Compare> when, List<RequestOp> then, Consumer<TxnResponse> answered) {
        queueEntry.txn(
                pendingAnswer,
                queueEntry.session().releases(),
                TxnBatcher.Shared.NOTHING,
                Txns.of(when, then, List.of(Txns.get(queueEntry.key()), Txns.get(record()))),
                answered);
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
        release(pendingAnswer, when, List.of(Txns.delete(queueEntry.key())), response -> left(pendingAnswer, response));
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
