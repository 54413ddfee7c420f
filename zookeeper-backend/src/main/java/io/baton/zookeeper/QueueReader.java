// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.CandidateQueue;
import io.baton.spi.CandidateQueue.Place;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.AsyncZooKeeper.Listed;
import io.baton.zookeeper.AsyncZooKeeper.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;

/** Reads who stands in an election. */
final class QueueReader {

    /** A candidate may publish 64 KiB: no more of them than this many are on their way at a time. */
    private static final int AT_A_TIME = 32;

    private final OpenSession session;
    private final ElectionName election;
    private final SessionContext sessionContext;
    private final PendingQuery<CandidateQueue> pendingQuery;
    private final List<Place> places = new ArrayList<>();
    private Optional<LeaderRecord> office = Optional.empty();
    private long floor;

    private QueueReader(
            OpenSession session,
            ElectionName election,
            SessionContext sessionContext,
            PendingQuery<CandidateQueue> pendingQuery) {
        this.session = session;
        this.election = election;
        this.sessionContext = sessionContext;
        this.pendingQuery = pendingQuery;
    }

    static void call(
            OpenSession session,
            ElectionName election,
            SessionContext sessionContext,
            PendingQuery<CandidateQueue> pendingQuery) {
        new QueueReader(session, election, sessionContext, pendingQuery).begin();
    }

    private void begin() {
        String queue = sessionContext.paths().queue(election);
        Listed[] children = new Listed[1];
        sessionContext.wire().sync(queue, code -> {});
        session.listings()
                .list(
                        sessionContext,
                        queue,
                        listed -> children[0] = listed,
                        () -> Records.read(sessionContext, election, records -> listed(queue, children[0], records)));
    }

    private void listed(String queue, Listed children, Records.Pair records) {
        if (children.refusal().isPresent()) {
            pendingQuery.fail(children.refusal().get());
            return;
        }
        if (children.code() != Code.OK && children.code() != Code.NONODE) {
            session.queries().failed(pendingQuery, children.code(), queue);
            return;
        }
        for (Read record : List.of(records.floor(), records.office())) {
            if (record.code() != Code.OK && record.code() != Code.NONODE) {
                session.queries().failed(pendingQuery, record.code(), queue);
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
            pendingQuery.fail(new IllegalStateException("the records of " + election + " cannot be read", e));
            return;
        }
        read(
                QueueNode.queue(
                        children.names(), stranger -> session.sessionMembers().skip(queue + "/" + stranger)),
                0);
    }

    private static Optional<Read> there(Read record) {
        return record.code() == Code.OK ? Optional.of(record) : Optional.empty();
    }

    private void read(List<QueueNode> queue, int from) {
        int to = Math.min(queue.size(), from + AT_A_TIME);
        if (from == to) {
            pendingQuery.answer(new CandidateQueue(places, floor));
            return;
        }
        Code[] worst = {Code.OK};
        for (int i = from; i < to; i++) {
            String path =
                    sessionContext.paths().queue(election) + "/" + queue.get(i).name();
            boolean last = i == to - 1;
            sessionContext.wire().read(path, read -> {
                if (read.code() == Code.OK) {
                    add(path, read);
                } else if (read.code() != Code.NONODE) {
                    worst[0] = read.code();
                }
                if (last && worst[0] != Code.OK) {
                    session.queries().failed(pendingQuery, worst[0], path);
                } else if (last && pendingQuery.isOpen()) {
                    read(queue, to);
                }
            });
        }
    }

    private void add(String path, Read read) {
        if (read.requireStat().getEphemeralOwner() == 0) {
            session.sessionMembers().skip(path);
            return;
        }
        long orderValue = read.requireStat().getCzxid();
        boolean foreign = RecordCodec.session(read.data()).isEmpty();
        Optional<LeaderRecord> held = office.filter(record -> record.led() == orderValue && !record.released());
        boolean leads = places.isEmpty() && (foreign || held.isPresent());
        long token = foreign ? orderValue : held.map(LeaderRecord::token).orElse(0L);
        places.add(new Place(RecordCodec.candidate(read.data()), orderValue, leads, leads ? token : 0));
    }
}
