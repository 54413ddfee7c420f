// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.AsyncZooKeeper.Read;
import io.baton.zookeeper.AsyncZooKeeper.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Removes an election that is over from the store, in one transaction with the check that it is. */
final class ElectionRemoval {

    private static final byte[] NOTHING = {};

    private final OpenSession session;
    private final ElectionName election;
    private final SessionContext sessionContext;
    private final PendingQuery<Boolean> pendingQuery;
    private final String queue;

    private ElectionRemoval(
            OpenSession session,
            ElectionName election,
            SessionContext sessionContext,
            PendingQuery<Boolean> pendingQuery) {
        this.session = session;
        this.election = election;
        this.sessionContext = sessionContext;
        this.pendingQuery = pendingQuery;
        queue = sessionContext.paths().queue(election);
    }

    static void ask(
            OpenSession session,
            ElectionName election,
            SessionContext sessionContext,
            PendingQuery<Boolean> pendingQuery) {
        new ElectionRemoval(session, election, sessionContext, pendingQuery).begin();
    }

    private void begin() {
        Read[] directory = new Read[1];
        // A deposed leader could answer what was true before.
        sessionContext.wire().multi(sessionContext.barrier(), barrier -> {});
        sessionContext.wire().exists(queue, null, read -> directory[0] = read);
        Records.read(sessionContext, election, records -> read(directory[0], records));
    }

    private void read(Read directory, Records.Pair records) {
        for (Read each : List.of(directory, records.floor(), records.office())) {
            if (each.code() != Code.OK && each.code() != Code.NONODE) {
                session.queries().failed(pendingQuery, each.code(), queue);
                return;
            }
        }
        boolean exists = directory.code() == Code.OK;
        boolean noRecords =
                records.floor().code() == Code.NONODE && records.office().code() == Code.NONODE;
        if (noRecords && !exists) {
            pendingQuery.answer(true);
        } else if (exists && directory.requireStat().getNumChildren() > 0) {
            pendingQuery.answer(false);
        } else if (noRecords) {
            remove(List.of(Op.delete(queue, -1)));
        } else if (records.floor().code() == Code.NONODE || records.office().code() == Code.NONODE) {
            pendingQuery.answer(false);
        } else {
            check(exists, records);
        }
    }

    private void check(boolean exists, Records.Pair records) {
        FloorRecord floor;
        LeaderRecord office;
        try {
            floor = Records.parsedFloor(records.floor());
            office = Records.parsedOffice(records.office());
        } catch (IllegalArgumentException e) {
            pendingQuery.fail(new IllegalStateException("the records of " + election + " cannot be read", e));
            return;
        }
        if (!office.released() || floor.floor() != 0) {
            pendingQuery.answer(false);
            return;
        }
        List<Op> all = new ArrayList<>();
        if (!exists) {
            // Fails if a candidate has come since.
            all.add(Op.create(queue, NOTHING, sessionContext.acl(), CreateMode.PERSISTENT));
        }
        all.add(Op.delete(queue, -1));
        all.add(Op.delete(sessionContext.paths().floor(election), Math.toIntExact(floor.version())));
        all.add(Op.delete(sessionContext.paths().office(election), Math.toIntExact(office.version())));
        remove(all);
    }

    private void remove(List<Op> all) {
        if (pendingQuery.isOpen()) {
            sessionContext.wire().multi(all, this::removed);
        }
    }

    private void removed(Transaction result) {
        switch (result.code()) {
            case OK -> pendingQuery.answer(true);
            case NOTEMPTY -> pendingQuery.answer(false);
            case NONODE, NODEEXISTS, BADVERSION -> pendingQuery.again();
            default -> session.queries().failed(pendingQuery, result.code(), queue);
        }
    }
}
