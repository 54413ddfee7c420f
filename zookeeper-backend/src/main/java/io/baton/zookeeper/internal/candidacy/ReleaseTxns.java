// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.bid.BidEntry;
import io.baton.zookeeper.internal.bid.BidRecord;
import io.baton.zookeeper.internal.bid.ReceivedBids;
import io.baton.zookeeper.internal.candidacy.RecordedLeadership.Held;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.ZNodePaths;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/**
 * The transactions by which one candidacy leaves the queue. A leader's says in the record that it has released, or, if the successor has made a
 * bid for that moment and everything is so that it could take leadership, that the successor leads.
 */
final class ReleaseTxns {

    private final QueueEntry queueEntry;
    private final ReceivedBids receivedBids;
    private final RecordedLeadership recorded;
    private final CandidacyBids bids;

    ReleaseTxns(QueueEntry queueEntry, CandidacyContext shared, RecordedLeadership recorded, CandidacyBids bids) {
        this.queueEntry = queueEntry;
        receivedBids = shared.receivedBids();
        this.recorded = recorded;
        this.bids = bids;
    }

    void release(CandidacyRequest request) {
        if (!request.isOpen()) {
            return;
        }
        bids.stop();
        if (recorded.isInDoubt() || bids.isSpent()) {
            String record = record(request);
            request.zooKeeper().sync(record);
            request.zooKeeper().read(record, read -> resolve(request, read));
        } else if (recorded.held().isPresent()) {
            leave(request, recorded.held().get());
        } else {
            leaveUnled(request);
        }
    }

    private String record(CandidacyRequest request) {
        return request.context().paths().leaderRecord(queueEntry.election());
    }

    private void resolve(CandidacyRequest request, Read read) {
        if (!request.isOpen()) {
            return;
        }
        if (read.code() != Code.OK && read.code() != Code.NONODE) {
            request.failed(read.code(), record(request));
            return;
        }
        recorded.in(read).ifPresentOrElse(mine -> leave(request, mine), () -> leaveUnled(request));
    }

    private void leave(CandidacyRequest request, Held held) {
        recorded.doubt(true);
        receivedBids
                .of(queueEntry.election(), held.version())
                .ifPresentOrElse(bid -> handOver(request, held, bid), () -> leaveFree(request, held));
    }

    /** Makes the successor the leader. Its bid is written first, so that it hears of that before the entry that it watches goes. */
    private void handOver(CandidacyRequest request, Held held, BidRecord bid) {
        SessionContext context = request.context();
        ZNodePaths paths = context.paths();
        List<Op> ops = List.of(
                Op.setData(paths.bid(context.session(), queueEntry.election()), bid.carriedOut(), 0),
                Op.delete(queueEntry.path(context), -1),
                Op.setData(record(request), bid.leaderRecord(), held.version()),
                Op.check(queueEntry.queue(context) + "/" + bid.node(), -1),
                Op.check(paths.fence(bid.session()), bid.fence()),
                Op.check(paths.floor(queueEntry.election()), bid.floor()));
        request.zooKeeper().multi(ops, result -> {
            if (result.firstFailure().isEmpty()) {
                left(request, result, 1);
            } else {
                // The successor has to take leadership itself, or another one has led since.
                receivedBids.forget(queueEntry.election());
                left(request, result, 1, () -> leaveAfterRefusal(request, held));
            }
        });
    }

    private void leaveAfterRefusal(CandidacyRequest request, Held held) {
        if (request.isOpen()) {
            leaveFree(request, held);
        }
    }

    private void leaveFree(CandidacyRequest request, Held held) {
        SessionContext context = request.context();
        byte[] released = RecordCodec.leaderRecord(queueEntry.orderValue(), context.session(), held.token(), true);
        List<Op> both =
                List.of(Op.delete(queueEntry.path(context), -1), Op.setData(record(request), released, held.version()));
        request.zooKeeper().multi(both, result -> left(request, result, 0));
    }

    private void left(CandidacyRequest request, TransactionAnswer result, int ownNode) {
        left(request, result, ownNode, () -> request.failed(result.code(), queueEntry.path(request.context())));
    }

    /** @param ownNode the number of the operation that deletes the own node; the next one writes the record */
    private void left(CandidacyRequest request, TransactionAnswer result, int ownNode, Runnable otherwise) {
        int record = ownNode + 1;
        if (result.code() == Code.OK || result.failedAt(ownNode, Code.NONODE)) {
            queueEntry.nodeGone();
        } else if (result.failedAt(record, Code.BADVERSION) || result.failedAt(record, Code.NONODE)) {
            release(request);
        } else {
            otherwise.run();
        }
    }

    private void leaveUnled(CandidacyRequest request) {
        bids.doubtful().ifPresentOrElse(bid -> withdraw(request, bid), () -> delete(request));
    }

    /** Leaves the queue unless the bid was carried out: only in the same transaction is that certain. */
    private void withdraw(CandidacyRequest request, BidEntry bid) {
        String path = queueEntry.path(request.context());
        request.zooKeeper().multi(List.of(Op.delete(path, -1), bid.withdrawal()), result -> {
            if (result.code() == Code.OK) {
                bid.withdrawn();
                queueEntry.nodeGone();
            } else if (result.failedAt(0, Code.NONODE)) {
                queueEntry.nodeGone();
            } else if (result.failedAt(1, Code.BADVERSION) || result.failedAt(1, Code.NONODE)) {
                bid.spent();
                release(request);
            } else {
                request.failed(result.code(), path);
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
}
