// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.support.Question;
import io.baton.zookeeper.Wire.Read;
import io.baton.zookeeper.Wire.Transaction;
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
    private final Link link;
    private final Question<Boolean> question;
    private final String queue;

    private ElectionRemoval(OpenSession session, ElectionName election, Link link, Question<Boolean> question) {
        this.session = session;
        this.election = election;
        this.link = link;
        this.question = question;
        queue = link.layout().queue(election);
    }

    static void ask(OpenSession session, ElectionName election, Link link, Question<Boolean> question) {
        new ElectionRemoval(session, election, link, question).begin();
    }

    private void begin() {
        Read[] directory = new Read[1];
        // A deposed leader could answer what was true before.
        link.wire().multi(link.barrier(), barrier -> {});
        link.wire().exists(queue, null, read -> directory[0] = read);
        Records.read(link, election, records -> read(directory[0], records));
    }

    private void read(Read directory, Records.Pair records) {
        for (Read each : List.of(directory, records.floor(), records.office())) {
            if (each.code() != Code.OK && each.code() != Code.NONODE) {
                session.questions().failed(question, each.code(), queue);
                return;
            }
        }
        boolean exists = directory.code() == Code.OK;
        boolean noRecords =
                records.floor().code() == Code.NONODE && records.office().code() == Code.NONODE;
        if (noRecords && !exists) {
            question.answer(true);
        } else if (exists && directory.requireStat().getNumChildren() > 0) {
            question.answer(false);
        } else if (noRecords) {
            remove(List.of(Op.delete(queue, -1)));
        } else if (records.floor().code() == Code.NONODE || records.office().code() == Code.NONODE) {
            question.answer(false);
        } else {
            check(exists, records);
        }
    }

    private void check(boolean exists, Records.Pair records) {
        FloorRecord floor;
        OfficeRecord office;
        try {
            floor = Records.parsedFloor(records.floor());
            office = Records.parsedOffice(records.office());
        } catch (IllegalArgumentException e) {
            question.fail(new IllegalStateException("the records of " + election + " cannot be read", e));
            return;
        }
        if (!office.released() || floor.floor() != 0) {
            question.answer(false);
            return;
        }
        List<Op> all = new ArrayList<>();
        if (!exists) {
            // Fails if a candidate has come since.
            all.add(Op.create(queue, NOTHING, link.acl(), CreateMode.PERSISTENT));
        }
        all.add(Op.delete(queue, -1));
        all.add(Op.delete(link.layout().floor(election), Math.toIntExact(floor.version())));
        all.add(Op.delete(link.layout().office(election), Math.toIntExact(office.version())));
        remove(all);
    }

    private void remove(List<Op> all) {
        if (question.isOpen()) {
            link.wire().multi(all, this::removed);
        }
    }

    private void removed(Transaction result) {
        switch (result.code()) {
            case OK -> question.answer(true);
            case NOTEMPTY -> question.answer(false);
            case NONODE, NODEEXISTS, BADVERSION -> question.again();
            default -> session.questions().failed(question, result.code(), queue);
        }
    }
}
