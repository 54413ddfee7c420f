// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingAnswer;
import io.baton.zookeeper.AsyncZooKeeper.Read;
import io.baton.zookeeper.AsyncZooKeeper.Transaction;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** How one candidacy takes office and leaves it. */
final class LeadershipTxns {

    private static final int OWN_NODE = 0;
    private static final int OWN_FENCE = 1;
    private static final int OFFICE_RECORD = 1;

    private final QueueEntry queueEntry;
    private Optional<Held> held = Optional.empty();
    private boolean inDoubt;

    LeadershipTxns(QueueEntry queueEntry) {
        this.queueEntry = queueEntry;
    }

    void take(SessionContext sessionContext, PendingAnswer pendingAnswer, Bid bid) {
        Optional<SessionFence> fence = queueEntry.session().fence();
        if (queueEntry.node().isEmpty() || fence.isEmpty()) {
            pendingAnswer.give(to -> to.unknown(new IllegalStateException("a bid before the candidacy was found")));
            return;
        }
        boolean doubtBefore = inDoubt;
        inDoubt = true;
        int rested = fence.get().version();
        long sentAt = sessionContext.request().clock().nanos();
        sessionContext.wire().multi(transaction(sessionContext, fence.get(), bid), result -> {
            if (result.code() == Code.OK) {
                inDoubt = false;
                held = Optional.of(new Held(writtenVersion(result, bid), bid.token()));
                pendingAnswer.give(to -> to.tookLeadership(sentAt));
            } else {
                inDoubt = doubtBefore || !isDefinite(result);
                refused(sessionContext, pendingAnswer, result, rested);
            }
        });
    }

    private List<Op> transaction(SessionContext sessionContext, SessionFence fence, Bid bid) {
        String record = sessionContext.paths().office(queueEntry.election());
        int version = Math.toIntExact(bid.seen().version()) + (bid.expectsRelease() ? 1 : 0);
        byte[] led = OfficeNode.added(
                RecordCodec.office(queueEntry.orderValue(), sessionContext.session(), bid.token(), false),
                queueEntry.nodeName());
        return List.of(
                Op.check(queueEntry.path(sessionContext), -1),
                fence.check(),
                fence.sign(),
                Op.check(
                        sessionContext.paths().floor(queueEntry.election()),
                        Math.toIntExact(bid.floor().version())),
                saysSo(sessionContext, bid) ? Op.check(record, version) : Op.setData(record, led, version));
    }

    /**
     * Whether an attempt of unknown outcome has written the record already. It is not written again then: a successor
     * that expects a release expects exactly one write, and must not take a second one of this kind for it.
     */
    private boolean saysSo(SessionContext sessionContext, Bid bid) {
        LeaderRecord seen = bid.seen();
        return !bid.expectsRelease()
                && !seen.released()
                && seen.led() == queueEntry.orderValue()
                && seen.session().equals(sessionContext.session())
                && seen.token() == bid.token();
    }

    private static int writtenVersion(Transaction result, Bid bid) {
        OpResult last = result.results().get(result.results().size() - 1);
        return last instanceof OpResult.SetDataResult set
                ? set.getStat().getVersion()
                : Math.toIntExact(bid.seen().version());
    }

    private static boolean isDefinite(Transaction result) {
        return !result.results().isEmpty();
    }

    private void refused(SessionContext sessionContext, PendingAnswer pendingAnswer, Transaction result, int rested) {
        if (result.failedAt(OWN_NODE, Code.NONODE)) {
            queueEntry.nodeGone();
        } else if (result.failedAt(OWN_FENCE, Code.BADVERSION)) {
            queueEntry
                    .session()
                    .fence()
                    .ifPresent(fence -> fence.moved(
                            rested,
                            () -> pendingAnswer.give(CandidacyFacts::leadershipNotTaken),
                            code -> queueEntry.failed(pendingAnswer, code, sessionContext.ownFence())));
        } else if (result.failedAt(OWN_FENCE, Code.NONODE) || result.failedAt(2, Code.NONODE)) {
            queueEntry.session().lost("its fence or sign node was deleted");
        } else if (result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
            pendingAnswer.give(CandidacyFacts::leadershipNotTaken);
        } else {
            queueEntry.failed(pendingAnswer, result.code(), queueEntry.path(sessionContext));
        }
    }

    void release(SessionContext sessionContext, PendingAnswer pendingAnswer) {
        if (!pendingAnswer.isOpen()) {
            return;
        }
        if (inDoubt) {
            String record = sessionContext.paths().office(queueEntry.election());
            sessionContext.wire().sync(record, code -> {});
            sessionContext.wire().read(record, read -> resolve(sessionContext, pendingAnswer, read));
        } else {
            held.ifPresentOrElse(
                    office -> leave(sessionContext, pendingAnswer, office),
                    () -> delete(sessionContext, pendingAnswer));
        }
    }

    private void resolve(SessionContext sessionContext, PendingAnswer pendingAnswer, Read read) {
        if (!pendingAnswer.isOpen()) {
            return;
        }
        if (read.code() != Code.OK && read.code() != Code.NONODE) {
            queueEntry.failed(pendingAnswer, read.code(), sessionContext.paths().office(queueEntry.election()));
            return;
        }
        Optional<LeaderRecord> mine = read.code() == Code.OK ? readable(read) : Optional.empty();
        mine.filter(record -> record.led() == queueEntry.orderValue() && !record.released())
                .ifPresentOrElse(
                        record -> leave(
                                sessionContext,
                                pendingAnswer,
                                new Held(Math.toIntExact(record.version()), record.token())),
                        () -> delete(sessionContext, pendingAnswer));
    }

    // An unreadable record keeps everybody from leading; it need not keep this candidacy in the queue.
    private static Optional<LeaderRecord> readable(Read read) {
        try {
            return Optional.of(Records.parsedOffice(read));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private void leave(SessionContext sessionContext, PendingAnswer pendingAnswer, Held office) {
        inDoubt = true;
        byte[] released = RecordCodec.office(queueEntry.orderValue(), sessionContext.session(), office.token(), true);
        List<Op> both = List.of(
                Op.delete(queueEntry.path(sessionContext), -1),
                Op.setData(sessionContext.paths().office(queueEntry.election()), released, office.version()));
        sessionContext.wire().multi(both, result -> {
            if (result.code() == Code.OK || result.failedAt(OWN_NODE, Code.NONODE)) {
                queueEntry.nodeGone();
            } else if (result.failedAt(OFFICE_RECORD, Code.BADVERSION) || result.failedAt(OFFICE_RECORD, Code.NONODE)) {
                release(sessionContext, pendingAnswer);
            } else {
                queueEntry.failed(pendingAnswer, result.code(), queueEntry.path(sessionContext));
            }
        });
    }

    private void delete(SessionContext sessionContext, PendingAnswer pendingAnswer) {
        sessionContext.wire().delete(queueEntry.path(sessionContext), code -> {
            if (code == Code.OK || code == Code.NONODE) {
                queueEntry.nodeGone();
            } else {
                queueEntry.failed(pendingAnswer, code, queueEntry.path(sessionContext));
            }
        });
    }

    /** The office record as this candidacy has written it. */
    private record Held(int version, long token) {}
}
