// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.AsyncZooKeeper.Read;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** The floor record and the office record of one election, read together. */
final class Records {

    private final SessionContext sessionContext;
    private final ElectionName election;
    private final long validityNanos;
    private final Reader reader;

    /** @param validityNanos what a floor record says that has to be created */
    Records(SessionContext sessionContext, ElectionName election, long validityNanos, Reader reader) {
        this.sessionContext = sessionContext;
        this.election = election;
        this.validityNanos = validityNanos;
        this.reader = reader;
    }

    static void read(SessionContext sessionContext, ElectionName election, Consumer<Pair> then) {
        Read[] floor = new Read[1];
        sessionContext.wire().read(sessionContext.paths().floor(election), read -> floor[0] = read);
        sessionContext
                .wire()
                .read(sessionContext.paths().office(election), office -> then.accept(new Pair(floor[0], office)));
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
            read(sessionContext, election, second -> settle(second, true));
        } else if (floor == Code.NONODE && office == Code.OK) {
            reader.refused(missing(sessionContext.paths().floor(election), "raiseTokenFloor is of no use before that"));
        } else if (floor == Code.OK && office == Code.NONODE) {
            reader.refused(missing(sessionContext.paths().office(election), "it says who led last"));
        } else if (floor != Code.OK && floor != Code.NONODE) {
            reader.failed(floor, sessionContext.paths().floor(election));
        } else {
            reader.failed(office, sessionContext.paths().office(election));
        }
    }

    private void parse(Pair pair) {
        FloorRecord floor;
        LeaderRecord office;
        try {
            floor = parsedFloor(pair.floor());
        } catch (IllegalArgumentException e) {
            reader.refused(unreadable(sessionContext.paths().floor(election), e));
            return;
        }
        try {
            office = parsedOffice(pair.office());
        } catch (IllegalArgumentException e) {
            reader.refused(unreadable(sessionContext.paths().office(election), e));
            return;
        }
        reader.read(floor, office);
    }

    static FloorRecord parsedFloor(Read read) {
        return RecordCodec.floor(
                read.data(), read.requireStat().getMzxid(), read.requireStat().getVersion());
    }

    static LeaderRecord parsedOffice(Read read) {
        return RecordCodec.office(read.data(), read.requireStat().getVersion());
    }

    private void create() {
        byte[] floor = RecordCodec.floor(0, OptionalLong.of(0), validityNanos);
        byte[] office = RecordCodec.office(0, "", 0, true);
        List<Op> both = List.of(
                Op.create(sessionContext.paths().floor(election), floor, sessionContext.acl(), CreateMode.PERSISTENT),
                Op.create(
                        sessionContext.paths().office(election), office, sessionContext.acl(), CreateMode.PERSISTENT));
        sessionContext.wire().multi(both, result -> {
            if (result.code() == Code.OK || result.code() == Code.NODEEXISTS) {
                read(sessionContext, election, this::settle);
            } else if (result.code() == Code.NONODE) {
                RootDirectories.create(
                        sessionContext,
                        this::create,
                        code -> reader.failed(code, sessionContext.paths().floor(election)));
            } else {
                reader.failed(result.code(), sessionContext.paths().floor(election));
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
        void read(FloorRecord floor, LeaderRecord office);

        void refused(Throwable cause);

        void failed(Code code, String path);
    }
}
