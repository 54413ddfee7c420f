// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.Standing;
import io.baton.spi.Standing.Predecessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** One election: a queue, and two records that outlive everybody in it. */
final class Election {

    final ElectionName name;
    final TreeMap<Long, Stand> queue = new TreeMap<>();

    /** How many bytes the candidates have together. */
    long bytes;

    FloorRecord floor;
    OfficeRecord office;

    /** The index of the last entry after which another candidate may lead. */
    long leaderChangedAt;

    Election(ElectionName name, FloorRecord floor, OfficeRecord office) {
        this.name = name;
        this.floor = floor;
        this.office = office;
    }

    static Election created(ElectionName name, long validityNanos, long version) {
        return new Election(
                name, new FloorRecord(0, 0, validityNanos, version), new OfficeRecord(0, "", 0, true, version));
    }

    void add(Stand stand) {
        queue.put(stand.orderValue, stand);
        bytes += stand.bytes;
    }

    /** @param version gives the next version of a record */
    void remove(Stand stand, LongSupplier version, Concern concern) {
        boolean first = queue.firstKey() == stand.orderValue;
        queue.remove(stand.orderValue);
        bytes -= stand.bytes;
        Map.Entry<Long, Stand> next = queue.higherEntry(stand.orderValue);
        if (next != null) {
            concern.place(next.getValue());
        }
        if (first) {
            concern.leader(this);
            if (next != null) {
                handOver(next.getValue(), version, concern);
            }
        }
    }

    /** What was bid ahead is carried out where taking office would succeed, and by nothing but a release. */
    private void handOver(Stand first, LongSupplier version, Concern concern) {
        first.ahead
                .filter(bid -> bid.fence() == first.session.fence
                        && bid.floorVersion() == floor.version()
                        && bid.led() == office.led()
                        && office.released())
                .ifPresent(bid -> {
                    takeOffice(first, bid.token(), version.getAsLong(), concern);
                    first.inOfficeBy = bid.bid();
                });
    }

    void takeOffice(Stand stand, long token, long version, Concern concern) {
        office = new OfficeRecord(stand.orderValue, stand.session.id.name(), token, false, version);
        stand.ahead = Optional.empty();
        Map.Entry<Long, Stand> next = queue.higherEntry(stand.orderValue);
        if (next != null) {
            concern.place(next.getValue());
        }
        concern.leader(this);
    }

    void noteRelease(long version) {
        office = new OfficeRecord(office.led(), office.session(), office.token(), true, version);
    }

    boolean isLedBy(Stand stand) {
        return office.led() == stand.orderValue && !office.released();
    }

    Standing standing(Stand stand) {
        return new Standing(
                stand.orderValue,
                before(stand)
                        .map(nearest -> new Predecessor(
                                nearest.orderValue, nearest.session.id.name(), queue.firstKey() == nearest.orderValue)),
                floor,
                office);
    }

    News.Place place(Stand stand) {
        Optional<Stand> nearest = before(stand);
        return new News.Place(
                stand.tag,
                nearest.map(other -> other.orderValue).orElse(0L),
                nearest.map(this::isLedBy).orElse(false),
                stand.inOfficeBy);
    }

    Electorate electorate() {
        return electorate(queue.values());
    }

    /** These candidates of the queue, in its order. */
    Electorate electorate(Collection<Stand> stands) {
        List<Electorate.Place> places = new ArrayList<>();
        for (Stand stand : stands) {
            boolean leads = stand.orderValue == queue.firstKey() && isLedBy(stand);
            places.add(new Electorate.Place(stand.candidate, stand.orderValue, leads, leads ? office.token() : 0));
        }
        return new Electorate(places, floor.floor());
    }

    /**
     * The candidates behind an order value that fit into a page. The first of them is always in it.
     *
     * @param room how many bytes the page may have
     */
    List<Stand> page(long after, long room) {
        List<Stand> page = new ArrayList<>();
        long left = room;
        for (Stand stand : queue.tailMap(after, false).values()) {
            left -= stand.bytes;
            if (left < 0 && !page.isEmpty()) {
                return page;
            }
            page.add(stand);
        }
        return page;
    }

    /** The stand that is first and in office. */
    Optional<Stand> leading() {
        return Optional.ofNullable(queue.firstEntry()).map(Map.Entry::getValue).filter(this::isLedBy);
    }

    /** Whether the records say nothing that a new election would not say. */
    boolean isOver() {
        return queue.isEmpty() && office.released() && floor.floor() == 0;
    }

    private Optional<Stand> before(Stand stand) {
        return Optional.ofNullable(queue.lowerEntry(stand.orderValue)).map(Map.Entry::getValue);
    }
}
