// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionEvents;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.QueuePosition.Predecessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** One election: a queue, and two records that outlive all candidacies in it. */
final class Election {

    final ElectionName name;
    final TreeMap<Long, QueuedCandidacy> queue = new TreeMap<>();

    /** How many bytes the candidates have together. */
    long bytes;

    FloorRecord floor;
    LeaderRecord leaderRecord;

    /** The index of the last entry after which another candidate may lead. */
    long leaderChangedAt;

    Election(ElectionName name, FloorRecord floor, LeaderRecord leaderRecord) {
        this.name = name;
        this.floor = floor;
        this.leaderRecord = leaderRecord;
    }

    static Election created(ElectionName name, long validityNanos, long version) {
        return new Election(
                name, new FloorRecord(0, 0, validityNanos, version), new LeaderRecord(0, "", 0, true, version));
    }

    void add(QueuedCandidacy queuedCandidacy) {
        queue.put(queuedCandidacy.orderValue, queuedCandidacy);
        bytes += queuedCandidacy.bytes;
    }

    /** @param version gives the next version of a record */
    void remove(QueuedCandidacy queuedCandidacy, LongSupplier version, Affected affected) {
        boolean first = queue.firstKey() == queuedCandidacy.orderValue;
        queue.remove(queuedCandidacy.orderValue);
        bytes -= queuedCandidacy.bytes;
        Map.Entry<Long, QueuedCandidacy> next = queue.higherEntry(queuedCandidacy.orderValue);
        if (next != null) {
            next.getValue().moved(affected);
        }
        if (first) {
            leaderChanged(affected);
            if (next != null) {
                handOver(next.getValue(), version, affected);
            }
        }
    }

    /** What was bid ahead is carried out where taking leadership would succeed, and by nothing but a release. */
    private void handOver(QueuedCandidacy first, LongSupplier version, Affected affected) {
        Request.BidAhead bid = first.ahead.orElse(null);
        if (bid != null
                && bid.fence() == first.session.fence
                && bid.floorVersion() == floor.version()
                && bid.led() == leaderRecord.led()
                && leaderRecord.released()) {
            takeLeadership(first, bid.token(), version.getAsLong(), affected);
            first.leadsByBid = bid.bid();
        }
    }

    void takeLeadership(QueuedCandidacy queuedCandidacy, long token, long version, Affected affected) {
        leaderRecord =
                new LeaderRecord(queuedCandidacy.orderValue, queuedCandidacy.session.id.name(), token, false, version);
        queuedCandidacy.ahead = Optional.empty();
        Map.Entry<Long, QueuedCandidacy> next = queue.higherEntry(queuedCandidacy.orderValue);
        if (next != null) {
            next.getValue().moved(affected);
        }
        leaderChanged(affected);
    }

    private void leaderChanged(Affected affected) {
        leaderChangedAt = affected.index();
        affected.election(name);
    }

    void noteRelease(long version) {
        leaderRecord =
                new LeaderRecord(leaderRecord.led(), leaderRecord.session(), leaderRecord.token(), true, version);
    }

    boolean isLedBy(QueuedCandidacy queuedCandidacy) {
        return leaderRecord.led() == queuedCandidacy.orderValue && !leaderRecord.released();
    }

    QueuePosition position(QueuedCandidacy queuedCandidacy) {
        return new QueuePosition(
                queuedCandidacy.orderValue,
                before(queuedCandidacy)
                        .map(nearest -> new Predecessor(
                                nearest.orderValue, nearest.session.id.name(), queue.firstKey() == nearest.orderValue)),
                floor,
                leaderRecord);
    }

    SessionEvents.PositionChange place(QueuedCandidacy queuedCandidacy) {
        Optional<QueuedCandidacy> nearest = before(queuedCandidacy);
        return new SessionEvents.PositionChange(
                queuedCandidacy.tag,
                nearest.map(other -> other.orderValue).orElse(0L),
                nearest.map(this::isLedBy).orElse(false),
                queuedCandidacy.leadsByBid);
    }

    CandidateQueue candidateQueue() {
        return candidateQueue(queue.values());
    }

    /** These candidates of the queue, in its order. */
    CandidateQueue candidateQueue(Collection<QueuedCandidacy> candidacies) {
        List<CandidateQueue.QueuedCandidate> places = new ArrayList<>();
        for (QueuedCandidacy queuedCandidacy : candidacies) {
            boolean leads = queuedCandidacy.orderValue == queue.firstKey() && isLedBy(queuedCandidacy);
            places.add(new CandidateQueue.QueuedCandidate(
                    queuedCandidacy.candidate, queuedCandidacy.orderValue, leads, leads ? leaderRecord.token() : 0));
        }
        return new CandidateQueue(places, floor.floor());
    }

    /**
     * The candidates behind an order value that fit into a page. The first of them is always in it.
     *
     * @param room how many bytes the page may have
     */
    List<QueuedCandidacy> page(long after, long room) {
        List<QueuedCandidacy> page = new ArrayList<>();
        long left = room;
        for (QueuedCandidacy queuedCandidacy : queue.tailMap(after, false).values()) {
            left -= queuedCandidacy.bytes;
            if (left < 0 && !page.isEmpty()) {
                return page;
            }
            page.add(queuedCandidacy);
        }
        return page;
    }

    /** The candidacy that is first and leads. */
    Optional<QueuedCandidacy> leading() {
        return Optional.ofNullable(queue.firstEntry()).map(Map.Entry::getValue).filter(this::isLedBy);
    }

    /** Whether the records say nothing that a new election would not say. */
    boolean isOver() {
        return queue.isEmpty() && leaderRecord.released() && floor.floor() == 0;
    }

    private Optional<QueuedCandidacy> before(QueuedCandidacy queuedCandidacy) {
        return Optional.ofNullable(queue.lowerEntry(queuedCandidacy.orderValue)).map(Map.Entry::getValue);
    }
}
