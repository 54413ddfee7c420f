// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.client.ZooKeeperErrors;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * Creates a queue that does not exist with the own entry as its first one, and the records of an election that has none: all
 * of it or nothing, so that candidates that do so at the same time never see a part of it.
 */
final class QueueCreation {

    private static final byte[] NOTHING = {};
    private static final int QUEUE = 0;

    private final QueueEntry queueEntry;
    private final CandidacyRequest request;
    private final SessionContext context;
    private final Optional<ElectionRecords.Created> newRecords;
    private final Outcome outcome;
    private TransactionAnswer answer = new TransactionAnswer(Code.SYSTEMERROR, List.of());

    /** The records are those to be created, none if the election has some. */
    QueueCreation(
            QueueEntry queueEntry,
            CandidacyRequest request,
            Optional<ElectionRecords.Created> newRecords,
            Outcome outcome) {
        this.queueEntry = queueEntry;
        this.request = request;
        context = request.context();
        this.newRecords = newRecords;
        this.outcome = outcome;
    }

    void begin(byte[] candidate) {
        List<Op> ops = new ArrayList<>();
        // A container goes when it is empty, as under a LeaderLatch; only the records have to stay.
        ops.add(Op.create(queueEntry.queue(context), NOTHING, context.acl(), CreateMode.CONTAINER));
        newRecords.ifPresent(records -> ops.addAll(records.ops()));
        ops.add(Op.create(queueEntry.prefix(context), candidate, context.acl(), CreateMode.EPHEMERAL_SEQUENTIAL));
        request.zooKeeper().multi(ops, result -> created(ops, result));
        if (newRecords.isEmpty()) {
            ElectionRecords.read(context, queueEntry.election(), records -> conclude(ops, records));
        }
    }

    private void created(List<Op> ops, TransactionAnswer result) {
        answer = result;
        if (result.code() == Code.OK && !queueEntry.isGone()) {
            zxid().ifPresent(zxid -> entryMade(result, zxid));
        }
        // The floor record counts as read after the entry has its order value: both have the same number, and a
        // leadership is taken only if the record has not been written since.
        newRecords.ifPresent(records -> conclude(ops, records.read(zxid().orElse(0L))));
    }

    private void entryMade(TransactionAnswer result, long zxid) {
        if (result.results().get(result.results().size() - 1) instanceof OpResult.CreateResult entry) {
            QueueNode.parse(QueueNode.nameOf(entry.getPath())).ifPresent(node -> queueEntry.found(node, zxid));
        }
    }

    /** The number of the transaction, and so of every node in it; a server tells it of containers only. */
    private Optional<Long> zxid() {
        return answer.code() == Code.OK
                        && answer.results().get(QUEUE) instanceof OpResult.CreateResult queue
                        && queue.getStat() != null
                ? Optional.of(queue.getStat().getCzxid())
                : Optional.empty();
    }

    private void conclude(List<Op> ops, ElectionRecords.Pair records) {
        if (!request.isOpen()) {
            return;
        }
        String queue = queueEntry.queue(context);
        Code code = answer.code();
        if (code == Code.OK && queueEntry.node().isPresent()) {
            outcome.created(queueEntry.node().get(), records);
        } else if (code == Code.OK) {
            request.unknown(new IllegalStateException("the server has not told the state of the new node " + queue));
        } else if (code == Code.NODEEXISTS) {
            outcome.existsByNow();
        } else if (code == Code.NONODE) {
            context.createDirectories(outcome::existsByNow, failure -> request.failed(failure, queue));
        } else if (ZooKeeperErrors.isRefusal(code)) {
            String refused = answer.firstFailure().isPresent()
                    ? ops.get(answer.firstFailure().getAsInt()).getPath()
                    : queue;
            queueEntry.refuse(request, ZooKeeperErrors.of(code, refused));
        } else {
            request.failed(code, queue);
        }
    }

    /** What comes out of it, unless the store has an error for an answer. */
    interface Outcome {

        /** The queue has this entry, and none before it. */
        void created(QueueNode node, ElectionRecords.Pair records);

        /** Nothing was created; what was missing may exist now, in whole or in part. */
        void existsByNow();
    }
}
