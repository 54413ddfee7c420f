// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.StoredText;
import io.baton.zookeeper.Wire.Read;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** The floor record and the office record of one election, read together. */
final class Records {

    private final Link link;
    private final ElectionName election;
    private final long validityNanos;
    private final Reader reader;

    /** @param validityNanos what a floor record says that has to be created */
    Records(Link link, ElectionName election, long validityNanos, Reader reader) {
        this.link = link;
        this.election = election;
        this.validityNanos = validityNanos;
        this.reader = reader;
    }

    static void read(Link link, ElectionName election, Consumer<Pair> then) {
        Read[] floor = new Read[1];
        link.wire().read(link.layout().floor(election), read -> floor[0] = read);
        link.wire().read(link.layout().office(election), office -> then.accept(new Pair(floor[0], office)));
    }

    /** Tells what the records say; creates them if the election has none. */
    void settle(Pair pair) {
        settle(pair, false);
    }

    private void settle(Pair pair, boolean again) {
        Code floor = pair.floor().code();
        Code office = pair.office().code();
        if (floor == Code.OK && office == Code.OK) {
            parse(pair);
        } else if (floor == Code.NONODE && office == Code.NONODE) {
            create();
        } else if (floor == Code.NONODE && office == Code.OK && !again) {
            // Both can have been created between the two reads.
            read(link, election, second -> settle(second, true));
        } else if (floor == Code.NONODE && office == Code.OK) {
            reader.refused(missing(link.layout().floor(election), "raiseTokenFloor is of no use before that"));
        } else if (floor == Code.OK && office == Code.NONODE) {
            reader.refused(missing(link.layout().office(election), "it says who led last"));
        } else if (floor != Code.OK && floor != Code.NONODE) {
            reader.failed(floor, link.layout().floor(election));
        } else {
            reader.failed(office, link.layout().office(election));
        }
    }

    private void parse(Pair pair) {
        FloorRecord floor;
        OfficeRecord office;
        try {
            floor = parsedFloor(pair.floor());
        } catch (IllegalArgumentException e) {
            reader.refused(unreadable(link.layout().floor(election), e));
            return;
        }
        try {
            office = parsedOffice(pair.office());
        } catch (IllegalArgumentException e) {
            reader.refused(unreadable(link.layout().office(election), e));
            return;
        }
        reader.read(floor, office);
    }

    static FloorRecord parsedFloor(Read read) {
        return StoredText.floor(
                read.data(), read.requireStat().getMzxid(), read.requireStat().getVersion());
    }

    static OfficeRecord parsedOffice(Read read) {
        return StoredText.office(read.data(), read.requireStat().getVersion());
    }

    private void create() {
        byte[] floor = StoredText.floor(0, OptionalLong.of(0), validityNanos);
        byte[] office = StoredText.office(0, "", 0, true);
        List<Op> both = List.of(
                Op.create(link.layout().floor(election), floor, link.acl(), CreateMode.PERSISTENT),
                Op.create(link.layout().office(election), office, link.acl(), CreateMode.PERSISTENT));
        link.wire().multi(both, result -> {
            if (result.code() == Code.OK || result.code() == Code.NODEEXISTS) {
                read(link, election, this::settle);
            } else if (result.code() == Code.NONODE) {
                Parents.create(
                        link,
                        this::create,
                        code -> reader.failed(code, link.layout().floor(election)));
            } else {
                reader.failed(result.code(), link.layout().floor(election));
            }
        });
    }

    private static IllegalStateException missing(String path, String why) {
        return new IllegalStateException("the record " + path + " is missing though the other one of its election"
                + " exists, so no candidate may lead. Restore it from a backup (" + why
                + "); or stop all candidates of the election, wait for a lease duration, delete the other record too"
                + " and raise the token floor above the greatest token ever used");
    }

    private static IllegalStateException unreadable(String path, IllegalArgumentException cause) {
        return new IllegalStateException(
                "the record " + path + " cannot be read, so no candidate may lead: " + cause.getMessage()
                        + ". Upgrade this process if a newer one wrote it, or restore it from a backup",
                cause);
    }

    /** What was read. */
    record Pair(Read floor, Read office) {}

    /** Who wants to know. Exactly one method is called. */
    interface Reader {
        void read(FloorRecord floor, OfficeRecord office);

        void refused(Throwable cause);

        void failed(Code code, String path);
    }
}
