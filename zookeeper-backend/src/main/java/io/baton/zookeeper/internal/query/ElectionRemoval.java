// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.SessionContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Removes an election that is over from the store, in one transaction with the check that it is. */
public final class ElectionRemoval {

    private static final byte[] NOTHING = {};

    private final ElectionQuery<Boolean> query;
    private final PendingQuery<Boolean> pending;
    private final SessionContext context;
    private final String queue;
    private Read directory = new Read(Code.SYSTEMERROR, NOTHING, null);

    private ElectionRemoval(ElectionQuery<Boolean> query) {
        this.query = query;
        pending = query.pending();
        context = query.context();
        queue = query.queue();
    }

    public static void ask(ElectionQuery<Boolean> query) {
        new ElectionRemoval(query).begin();
    }

    private void begin() {
        // A deposed leader could answer what was true before.
        query.zooKeeper().multi(context.barrier(), AsyncZooKeeper::ignore);
        query.zooKeeper().exists(queue, this::queueRead);
        ElectionRecords.read(context, query.election(), this::recordsRead);
    }

    private void queueRead(Read read) {
        directory = read;
    }

    private void recordsRead(ElectionRecords.Pair records) {
        for (Code code : List.of(
                directory.code(), records.floor().code(), records.leader().code())) {
            if (code != Code.OK && code != Code.NONODE) {
                query.failed(code, queue);
                return;
            }
        }
        boolean exists = directory.code() == Code.OK;
        boolean noRecords =
                records.floor().code() == Code.NONODE && records.leader().code() == Code.NONODE;
        if (noRecords && !exists) {
            pending.answer(true);
        } else if (exists && directory.requireStat().getNumChildren() > 0) {
            pending.answer(false);
        } else if (noRecords) {
            remove(List.of(Op.delete(queue, -1)));
        } else if (records.floor().code() == Code.NONODE || records.leader().code() == Code.NONODE) {
            pending.answer(false);
        } else {
            check(exists, records);
        }
    }

    private void check(boolean exists, ElectionRecords.Pair records) {
        FloorRecord floor;
        LeaderRecord leader;
        try {
            floor = ElectionRecords.parsedFloor(records.floor());
            leader = ElectionRecords.parsedLeader(records.leader());
        } catch (IllegalArgumentException e) {
            pending.fail(new IllegalStateException("the records of " + query.election() + " cannot be read", e));
            return;
        }
        if (!leader.released() || floor.floor() != 0) {
            pending.answer(false);
            return;
        }
        List<Op> all = new ArrayList<>();
        if (!exists) {
            // Fails if a candidate has come since.
            all.add(Op.create(queue, NOTHING, context.acl(), CreateMode.PERSISTENT));
        }
        all.add(Op.delete(queue, -1));
        all.add(Op.delete(context.paths().floor(query.election()), Math.toIntExact(floor.version())));
        all.add(Op.delete(context.paths().leaderRecord(query.election()), Math.toIntExact(leader.version())));
        remove(all);
    }

    private void remove(List<Op> all) {
        if (pending.isOpen()) {
            query.zooKeeper().multi(all, this::removed);
        }
    }

    private void removed(TransactionAnswer result) {
        switch (result.code()) {
            case OK -> pending.answer(true);
            case NOTEMPTY -> pending.answer(false);
            case NONODE, NODEEXISTS, BADVERSION -> pending.again();
            default -> query.failed(result.code(), queue);
        }
    }
}
