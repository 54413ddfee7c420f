// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.spi.Bid;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One election, as the store keeps it: a queue, and two records that outlive all candidacies. */
public final class StoredElection {

    final ElectionName name;
    public FloorRecord floor;
    public LeaderRecord leaderRecord;

    private final TreeMap<Long, StoredCandidacy> queue = new TreeMap<>();
    private final Consumer<ElectionName> leaderChanged;

    StoredElection(ElectionName name, long validityNanos, long version, Consumer<ElectionName> leaderChanged) {
        this.name = name;
        this.floor = new FloorRecord(0, 0, validityNanos, version);
        this.leaderRecord = new LeaderRecord(0, "", 0, true, version);
        this.leaderChanged = leaderChanged;
    }

    void enter(StoredCandidacy candidacy) {
        queue.put(candidacy.orderValue, candidacy);
    }

    void remove(StoredCandidacy candidacy) {
        boolean first = before(candidacy.orderValue) == null;
        queue.remove(candidacy.orderValue);
        candidacy.gone();
        if (first) {
            leaderChanged.accept(name);
        }
    }

    private @Nullable StoredCandidacy after(long orderValue) {
        Map.Entry<Long, StoredCandidacy> entry = queue.higherEntry(orderValue);
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    StoredCandidacy before(long orderValue) {
        Map.Entry<Long, StoredCandidacy> entry = queue.lowerEntry(orderValue);
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    public StoredCandidacy at(long orderValue) {
        return queue.get(orderValue);
    }

    QueuePosition position(StoredCandidacy candidacy) {
        return new QueuePosition(candidacy.orderValue, candidacy.watchPredecessor(), floor, leaderRecord);
    }

    /** Raises the floor if the record is still the one that was read; answers the record that holds now. */
    FloorRecord raiseFloor(Optional<FloorRecord> read, long atLeast, long orderValue) {
        boolean asRead = read.map(record -> record.version() == floor.version()).orElse(floor.version() == orderValue);
        if (asRead && floor.floor() < atLeast) {
            floor = new FloorRecord(atLeast, orderValue, floor.validityNanos(), orderValue);
        }
        return floor;
    }

    /** Raises the validity if the record is still the one that was read. */
    void raiseValidity(FloorRecord read, long validityNanos, LongSupplier version) {
        if (floor.version() == read.version() && floor.validityNanos() < validityNanos) {
            floor = new FloorRecord(floor.floor(), floor.since(), validityNanos, version.getAsLong());
        }
    }

    /** Takes leadership if the records are as the bid says. */
    boolean takeLeadership(StoredCandidacy candidacy, Bid bid, LongSupplier version) {
        boolean taken = isAsExpected(candidacy, bid);
        if (taken) {
            takeLeadership(candidacy, bid.token(), version.getAsLong());
        }
        return taken;
    }

    /** Keeps a bid, in place of an earlier one of the same candidacy, if leadership could be taken with it but for the release. */
    boolean keepAhead(StoredCandidacy candidacy, AheadBid ahead) {
        boolean kept = ahead.restsOn(leaderRecord, floor);
        candidacy.ahead = kept ? ahead : null;
        return kept;
    }

    /**
     * The leader has released, and leaves the queue in the same moment: the bid of the next candidate is carried out.
     *
     * @param before the leader record before the release
     */
    void carryOut(StoredCandidacy leader, LeaderRecord before, LongSupplier version) {
        StoredCandidacy next = after(leader.orderValue);
        AheadBid ahead = next == null ? null : next.ahead;
        if (next != null && ahead != null && ahead.fence() == next.session.fence && ahead.restsOn(before, floor)) {
            takeLeadership(next, ahead.bid().token(), version.getAsLong());
            next.session.tell(StoreEvent.Kind.BID_CARRIED_OUT, next.tag, ahead.number());
        }
    }

    private void takeLeadership(StoredCandidacy candidacy, long token, long version) {
        leaderRecord = new LeaderRecord(candidacy.orderValue, candidacy.session.name, token, false, version);
        leaderChanged.accept(name);
    }

    void noteRelease(long version) {
        leaderRecord =
                new LeaderRecord(leaderRecord.led(), leaderRecord.session(), leaderRecord.token(), true, version);
    }

    private boolean isAsExpected(StoredCandidacy candidacy, Bid bid) {
        LeaderRecord seen = bid.seen();
        if (floor.version() != bid.floor().version()) {
            return false;
        } else if (isCarriedOut(candidacy, bid)) {
            return true;
        } else if (!bid.expectsRelease()) {
            return leaderRecord.version() == seen.version();
        }
        return leaderRecord.led() == seen.led()
                && leaderRecord.session().equals(seen.session())
                && leaderRecord.released();
    }

    /** Whether a release has carried out this very bid. */
    private boolean isCarriedOut(StoredCandidacy candidacy, Bid bid) {
        return bid.expectsRelease()
                && leaderRecord.led() == candidacy.orderValue
                && leaderRecord.token() == bid.token()
                && !leaderRecord.released();
    }

    /** No candidate stands, the last leader has released, and no floor keeps tokens up. */
    boolean isOver() {
        return queue.isEmpty() && leaderRecord.released() && floor.floor() == 0;
    }

    Optional<Leader> leader() {
        return Optional.ofNullable(queue.firstEntry())
                .map(Map.Entry::getValue)
                .filter(first -> leaderRecord.led() == first.orderValue && !leaderRecord.released())
                .map(first -> new Leader(
                        first.candidate.id(), first.candidate.attributes(), new FencingToken(leaderRecord.token())));
    }

    public CandidateQueue candidateQueue() {
        List<CandidateQueue.QueuedCandidate> places = new ArrayList<>();
        for (StoredCandidacy c : queue.values()) {
            boolean leads = places.isEmpty() && leaderRecord.led() == c.orderValue && !leaderRecord.released();
            places.add(new CandidateQueue.QueuedCandidate(
                    c.candidate, c.orderValue, leads, leads ? leaderRecord.token() : 0));
        }
        return new CandidateQueue(places, floor.floor());
    }
}
