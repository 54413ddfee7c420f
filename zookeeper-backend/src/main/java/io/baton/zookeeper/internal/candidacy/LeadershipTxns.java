// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.bid.BidEntry;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.session.LeaderNodeField;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionFence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** The transaction by which one candidacy takes leadership. */
final class LeadershipTxns {

    private static final int OWN_NODE = 0;
    private static final int OWN_FENCE = 1;
    private static final int OWN_HEARTBEAT = 2;
    private static final int LEADER_RECORD = 4;
    private static final int BID_AHEAD = 5;

    private final QueueEntry queueEntry;
    private final OpenSession session;
    private final RecordedLeadership recorded;
    private final CandidacyBids bids;

    LeadershipTxns(QueueEntry queueEntry, OpenSession session, RecordedLeadership recorded, CandidacyBids bids) {
        this.queueEntry = queueEntry;
        this.session = session;
        this.recorded = recorded;
        this.bids = bids;
    }

    void take(CandidacyRequest request, Bid bid) {
        Optional<SessionFence> own = session.fence();
        if (queueEntry.node().isEmpty() || own.isEmpty()) {
            request.unknown(new IllegalStateException("a bid before the candidacy was found"));
            return;
        }
        bids.stop();
        if (bid.expectsRelease() && bids.isSpent()) {
            resolve(request, bid, own.get());
        } else {
            send(request, bid, own.get());
        }
    }

    private void send(CandidacyRequest request, Bid bid, SessionFence fence) {
        boolean doubtBefore = recorded.isInDoubt();
        recorded.doubt(true);
        Optional<BidEntry> ahead = bid.expectsRelease() ? bids.doubtful() : Optional.empty();
        int rested = fence.version();
        long sentAt = request.context().request().clock().nanos();
        request.zooKeeper().multi(transaction(request.context(), fence, bid, ahead), result -> {
            if (result.code() == Code.OK) {
                fence.proven(rested, sentAt);
                recorded.holds(new RecordedLeadership.Held(writtenVersion(result, bid), bid.token()));
                ahead.ifPresent(BidEntry::withdrawn);
                bids.removeLater();
                request.give(to -> to.tookLeadership(sentAt));
            } else if (result.failedAt(OWN_FENCE, Code.BADVERSION)) {
                recorded.doubt(doubtBefore);
                fence.moved(
                        rested,
                        () -> request.give(CandidacyFacts::leadershipNotTaken),
                        code -> request.failed(code, request.context().ownFence()));
            } else if (ahead.isPresent() && isWrittenOrGone(result)) {
                recorded.doubt(doubtBefore);
                ahead.get().spent();
                resolve(request, bid, fence);
            } else {
                recorded.doubt(doubtBefore || !isDefinite(result));
                refused(request, result);
            }
        });
        recorded.awaitBids();
    }

    private static boolean isWrittenOrGone(TransactionAnswer result) {
        return result.failedAt(BID_AHEAD, Code.BADVERSION) || result.failedAt(BID_AHEAD, Code.NONODE);
    }

    /** The bid made ahead cannot be carried out any more; the record says whether it was. */
    private void resolve(CandidacyRequest request, Bid bid, SessionFence fence) {
        String record = request.context().paths().leaderRecord(queueEntry.election());
        request.zooKeeper().sync(record);
        request.zooKeeper().read(record, read -> {
            if (!request.isOpen()) {
                return;
            }
            if (read.code() != Code.OK && read.code() != Code.NONODE) {
                request.failed(read.code(), record);
                return;
            }
            recorded.in(read).ifPresent(recorded::holds);
            bids.removeLater();
            if (recorded.isWritten(bid)) {
                send(request, bid, fence);
            } else {
                request.give(CandidacyFacts::leadershipNotTaken);
            }
        });
    }

    private List<Op> transaction(SessionContext context, SessionFence fence, Bid bid, Optional<BidEntry> ahead) {
        String record = context.paths().leaderRecord(queueEntry.election());
        int version = RecordedLeadership.versionBefore(bid);
        byte[] led = LeaderNodeField.added(
                RecordCodec.leaderRecord(queueEntry.orderValue(), context.session(), bid.token(), false),
                queueEntry.nodeName());
        List<Op> ops = new ArrayList<>(List.of(
                Op.check(queueEntry.path(context), -1),
                fence.check(),
                fence.heartbeat(),
                Op.check(
                        context.paths().floor(queueEntry.election()),
                        Math.toIntExact(bid.floor().version())),
                saysSo(context, bid) ? Op.check(record, version) : Op.setData(record, led, version)));
        // A release that has carried it out has written the record in the same way.
        ahead.map(BidEntry::withdrawal).ifPresent(ops::add);
        return ops;
    }

    /**
     * Whether an attempt of unknown outcome, or the predecessor's release, has written the record already. It is not written again then: a successor
     * that expects a release expects exactly one write, and must not take a second one of this kind for it.
     */
    private boolean saysSo(SessionContext context, Bid bid) {
        LeaderRecord seen = bid.seen();
        if (recorded.isWritten(bid)) {
            return true;
        }
        return !bid.expectsRelease()
                && !seen.released()
                && seen.led() == queueEntry.orderValue()
                && seen.session().equals(context.session())
                && seen.token() == bid.token();
    }

    private static int writtenVersion(TransactionAnswer result, Bid bid) {
        return result.results().get(LEADER_RECORD) instanceof OpResult.SetDataResult set
                ? set.getStat().getVersion()
                : RecordedLeadership.versionBefore(bid);
    }

    private static boolean isDefinite(TransactionAnswer result) {
        return !result.results().isEmpty();
    }

    private void refused(CandidacyRequest request, TransactionAnswer result) {
        if (result.failedAt(OWN_NODE, Code.NONODE)) {
            queueEntry.nodeGone();
        } else if (result.failedAt(OWN_FENCE, Code.NONODE) || result.failedAt(OWN_HEARTBEAT, Code.NONODE)) {
            session.link().lost("its fence or heartbeat node was deleted");
        } else if (result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
            request.give(CandidacyFacts::leadershipNotTaken);
        } else {
            request.failed(result.code(), queueEntry.path(request.context()));
        }
    }
}
