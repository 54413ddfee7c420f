// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.Electorate.Place;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.StoredText;
import io.baton.spi.support.Question;
import io.baton.zookeeper.Wire.Listed;
import io.baton.zookeeper.Wire.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;

/** Reads who stands in an election. */
final class Roll {

    /** A candidate may publish 64 KiB: no more of them than this many are on their way at a time. */
    private static final int AT_A_TIME = 32;

    private final OpenSession session;
    private final ElectionName election;
    private final Link link;
    private final Question<Electorate> question;
    private final List<Place> places = new ArrayList<>();
    private Optional<OfficeRecord> office = Optional.empty();
    private long floor;

    private Roll(OpenSession session, ElectionName election, Link link, Question<Electorate> question) {
        this.session = session;
        this.election = election;
        this.link = link;
        this.question = question;
    }

    static void call(OpenSession session, ElectionName election, Link link, Question<Electorate> question) {
        new Roll(session, election, link, question).begin();
    }

    private void begin() {
        String queue = link.layout().queue(election);
        Listed[] children = new Listed[1];
        link.wire().sync(queue, code -> {});
        session.listings()
                .list(
                        link,
                        queue,
                        listed -> children[0] = listed,
                        () -> Records.read(link, election, records -> listed(queue, children[0], records)));
    }

    private void listed(String queue, Listed children, Records.Pair records) {
        if (children.refusal().isPresent()) {
            question.fail(children.refusal().get());
            return;
        }
        if (children.code() != Code.OK && children.code() != Code.NONODE) {
            session.questions().failed(question, children.code(), queue);
            return;
        }
        for (Read record : List.of(records.floor(), records.office())) {
            if (record.code() != Code.OK && record.code() != Code.NONODE) {
                session.questions().failed(question, record.code(), queue);
                return;
            }
        }
        try {
            floor = there(records.floor())
                    .map(Records::parsedFloor)
                    .map(FloorRecord::floor)
                    .orElse(0L);
            office = there(records.office()).map(Records::parsedOffice);
        } catch (IllegalArgumentException e) {
            question.fail(new IllegalStateException("the records of " + election + " cannot be read", e));
            return;
        }
        read(QueueNode.queue(children.names(), stranger -> session.roster().skip(queue + "/" + stranger)), 0);
    }

    private static Optional<Read> there(Read record) {
        return record.code() == Code.OK ? Optional.of(record) : Optional.empty();
    }

    private void read(List<QueueNode> queue, int from) {
        int to = Math.min(queue.size(), from + AT_A_TIME);
        if (from == to) {
            question.answer(new Electorate(places, floor));
            return;
        }
        Code[] worst = {Code.OK};
        for (int i = from; i < to; i++) {
            String path = link.layout().queue(election) + "/" + queue.get(i).name();
            boolean last = i == to - 1;
            link.wire().read(path, read -> {
                if (read.code() == Code.OK) {
                    add(path, read);
                } else if (read.code() != Code.NONODE) {
                    worst[0] = read.code();
                }
                if (last && worst[0] != Code.OK) {
                    session.questions().failed(question, worst[0], path);
                } else if (last && question.isOpen()) {
                    read(queue, to);
                }
            });
        }
    }

    private void add(String path, Read read) {
        if (read.requireStat().getEphemeralOwner() == 0) {
            session.roster().skip(path);
            return;
        }
        long orderValue = read.requireStat().getCzxid();
        boolean foreign = StoredText.session(read.data()).isEmpty();
        Optional<OfficeRecord> held = office.filter(record -> record.led() == orderValue && !record.released());
        boolean leads = places.isEmpty() && (foreign || held.isPresent());
        long token = foreign ? orderValue : held.map(OfficeRecord::token).orElse(0L);
        places.add(new Place(StoredText.candidate(read.data()), orderValue, leads, leads ? token : 0));
    }
}
