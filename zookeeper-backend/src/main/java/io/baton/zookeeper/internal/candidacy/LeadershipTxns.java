// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.LeaderNodeField;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionFence;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** The transactions by which one candidacy takes leadership and releases it. */
final class LeadershipTxns {

    private static final int OWN_NODE = 0;
    private static final int OWN_FENCE = 1;
    private static final int OWN_HEARTBEAT = 2;
    private static final int LEADER_RECORD = 1;

    private final QueueEntry queueEntry;
    private final OpenSession session;
    private Optional<Held> held = Optional.empty();
    private boolean inDoubt;

    LeadershipTxns(QueueEntry queueEntry, OpenSession session) {
        this.queueEntry = queueEntry;
        this.session = session;
    }

    void take(CandidacyRequest request, Bid bid) {
        Optional<SessionFence> own = session.fence();
        if (queueEntry.node().isEmpty() || own.isEmpty()) {
            request.unknown(new IllegalStateException("a bid before the candidacy was found"));
            return;
        }
        SessionFence fence = own.get();
        boolean doubtBefore = inDoubt;
        inDoubt = true;
        int rested = fence.version();
        long sentAt = request.context().request().clock().nanos();
        request.zooKeeper().multi(transaction(request.context(), fence, bid), result -> {
            if (result.code() == Code.OK) {
                inDoubt = false;
                held = Optional.of(new Held(writtenVersion(result, bid), bid.token()));
                request.give(to -> to.tookLeadership(sentAt));
            } else if (result.failedAt(OWN_FENCE, Code.BADVERSION)) {
                inDoubt = doubtBefore;
                fence.moved(
                        rested,
                        () -> request.give(CandidacyFacts::leadershipNotTaken),
                        code -> request.failed(code, request.context().ownFence()));
            } else {
                inDoubt = doubtBefore || !isDefinite(result);
                refused(request, result);
            }
        });
    }

    private List<Op> transaction(SessionContext context, SessionFence fence, Bid bid) {
        String record = context.paths().leaderRecord(queueEntry.election());
        int version = Math.toIntExact(bid.seen().version()) + (bid.expectsRelease() ? 1 : 0);
        byte[] led = LeaderNodeField.added(
                RecordCodec.leaderRecord(queueEntry.orderValue(), context.session(), bid.token(), false),
                queueEntry.nodeName());
        return List.of(
                Op.check(queueEntry.path(context), -1),
                fence.check(),
                fence.heartbeat(),
                Op.check(
                        context.paths().floor(queueEntry.election()),
                        Math.toIntExact(bid.floor().version())),
                saysSo(context, bid) ? Op.check(record, version) : Op.setData(record, led, version));
    }

    /**
     * Whether an attempt of unknown outcome has written the record already. It is not written again then: a successor
     * that expects a release expects exactly one write, and must not take a second one of this kind for it.
     */
    private boolean saysSo(SessionContext context, Bid bid) {
        LeaderRecord seen = bid.seen();
        return !bid.expectsRelease()
                && !seen.released()
                && seen.led() == queueEntry.orderValue()
                && seen.session().equals(context.session())
                && seen.token() == bid.token();
    }

    private static int writtenVersion(TransactionAnswer result, Bid bid) {
        OpResult last = result.results().get(result.results().size() - 1);
        return last instanceof OpResult.SetDataResult set
                ? set.getStat().getVersion()
                : Math.toIntExact(bid.seen().version());
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

    void release(CandidacyRequest request) {
        if (!request.isOpen()) {
            return;
        }
        if (inDoubt) {
            String record = request.context().paths().leaderRecord(queueEntry.election());
            request.zooKeeper().sync(record);
            request.zooKeeper().read(record, read -> resolve(request, read));
        } else if (held.isPresent()) {
            leave(request, held.get());
        } else {
            delete(request);
        }
    }

    private void resolve(CandidacyRequest request, Read read) {
        if (!request.isOpen()) {
            return;
        }
        if (read.code() != Code.OK && read.code() != Code.NONODE) {
            request.failed(read.code(), request.context().paths().leaderRecord(queueEntry.election()));
            return;
        }
        Optional<LeaderRecord> record = read.code() == Code.OK ? readable(read) : Optional.empty();
        if (record.isPresent()
                && record.get().led() == queueEntry.orderValue()
                && !record.get().released()) {
            LeaderRecord mine = record.get();
            leave(request, new Held(Math.toIntExact(mine.version()), mine.token()));
        } else {
            delete(request);
        }
    }

    // An unreadable record keeps all candidates from leading; it need not keep this candidacy in the queue.
    private static Optional<LeaderRecord> readable(Read read) {
        try {
            return Optional.of(ElectionRecords.parsedLeader(read));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private void leave(CandidacyRequest request, Held record) {
        inDoubt = true;
        SessionContext context = request.context();
        byte[] released = RecordCodec.leaderRecord(queueEntry.orderValue(), context.session(), record.token(), true);
        List<Op> both = List.of(
                Op.delete(queueEntry.path(context), -1),
                Op.setData(context.paths().leaderRecord(queueEntry.election()), released, record.version()));
        request.zooKeeper().multi(both, result -> {
            if (result.code() == Code.OK || result.failedAt(OWN_NODE, Code.NONODE)) {
                queueEntry.nodeGone();
            } else if (result.failedAt(LEADER_RECORD, Code.BADVERSION) || result.failedAt(LEADER_RECORD, Code.NONODE)) {
                release(request);
            } else {
                request.failed(result.code(), queueEntry.path(context));
            }
        });
    }

    private void delete(CandidacyRequest request) {
        String path = queueEntry.path(request.context());
        request.zooKeeper().delete(path, code -> {
            if (code == Code.OK || code == Code.NONODE) {
                queueEntry.nodeGone();
            } else {
                request.failed(code, path);
            }
        });
    }

    /** The leader record as this candidacy has written it. */
    private record Held(int version, long token) {}
}
