// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.baton.Candidate;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.RecordCodec;
import java.util.List;
import java.util.OptionalLong;

/** One candidate's key, from its creation to its deletion. */
public final class EtcdCandidacy implements Candidacy {

    private final QueueEntry queueEntry;
    private final BidEntry bidEntry;
    private final PredecessorTracker predecessorTracker;
    private final LeadershipTxns leadershipTxns;
    private final QueueJoin queueJoin;
    private final PositionChecks positionChecks;

    public EtcdCandidacy(
            QueueEntry queueEntry, Candidate candidate, PositionChecks positionChecks, ReceivedBids receivedBids) {
        this.queueEntry = queueEntry;
        this.positionChecks = positionChecks;
        TakenLeadership takenLeadership = new TakenLeadership();
        bidEntry = new BidEntry(queueEntry, takenLeadership, receivedBids);
        predecessorTracker = new PredecessorTracker(queueEntry, bidEntry);
        leadershipTxns = new LeadershipTxns(queueEntry, bidEntry, takenLeadership, receivedBids);
        queueJoin = new QueueJoin(queueEntry, predecessorTracker, candidate);
        queueEntry.atEnd(this::end);
    }

    private void end() {
        predecessorTracker.end();
        bidEntry.end();
    }

    public void enter() {
        queueEntry.request(queueJoin::enter);
    }

    @Override
    public void look() {
        queueEntry.request((open, answer) -> queueJoin.find(open, answer, () -> predecessorTracker.look(answer)));
    }

    @Override
    public void check() {
        positionChecks.add(predecessorTracker);
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        queueEntry.request((open, answer) -> {
            ByteString key = queueEntry.keys().floor(queueEntry.election());
            byte[] raised = RecordCodec.floor(read.floor(), OptionalLong.of(read.since()), validityNanos);
            queueEntry.txn(
                    answer,
                    Txns.of(
                            List.of(Txns.wasModifiedAt(key, read.version())),
                            List.of(Txns.put(key, raised)),
                            List.of()),
                    response -> queueJoin.find(open, answer, () -> predecessorTracker.look(answer)));
        });
    }

    @Override
    public void takeLeadership(Bid bid) {
        queueEntry.request((open, answer) -> leadershipTxns.take(open, answer, bid));
    }

    @Override
    public void bidAhead(Bid bid) {
        SessionContext session = queueEntry.session();
        session.link().strand().run(() -> session.opened().ifPresent(open -> bidEntry.make(open, bid)));
    }

    @Override
    public void fence(String session) {
        queueEntry.request((open, answer) -> {
            if (!KeyPaths.isSession(session)) {
                answer.give(to -> to.refused(new IllegalStateException("the leader record of " + queueEntry.election()
                        + " names a session that cannot be one of etcd's. Restore the record from a backup")));
                return;
            }
            ByteString key = queueEntry.keys().fence(session);
            byte[] by = queueEntry.link().name().getBytes(UTF_8);
            queueEntry.txn(
                    answer,
                    Txns.of(List.of(Txns.exists(key)), List.of(Txns.putUnderItsLease(key, by)), List.of()),
                    response -> answer.give(to -> to.proofsEnded(session)));
        });
    }

    @Override
    public void confirm() {
        queueEntry.request((open, answer) -> queueJoin.find(
                open,
                answer,
                () -> queueEntry.read(answer, Txns.always(Txns.get(queueEntry.key())), response -> {
                    if (Txns.createdAt(Txns.one(response, 0)) == queueEntry.orderValue()) {
                        answer.give(CandidacyFacts::confirmed);
                    } else {
                        queueEntry.keyGone();
                    }
                })));
    }

    @Override
    public void release() {
        queueEntry.request((open, answer) -> queueJoin.find(open, answer, () -> leadershipTxns.release(answer)));
    }
}
