// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;

/** The floor record and the leader record of one election, read together. */
public final class ElectionRecords {

    private final SessionContext context;
    private final ElectionName election;
    private final long validityNanos;
    private final Reader reader;

    /** Records to be read for one reader. A floor record that has to be created says the validity given. */
    public ElectionRecords(SessionContext context, ElectionName election, long validityNanos, Reader reader) {
        this.context = context;
        this.election = election;
        this.validityNanos = validityNanos;
        this.reader = reader;
    }

    public static void read(SessionContext context, ElectionName election, Consumer<Pair> then) {
        Read[] floor = new Read[1];
        context.zooKeeper().read(context.paths().floor(election), read -> floor[0] = read);
        context.zooKeeper()
                .read(context.paths().leaderRecord(election), leader -> then.accept(new Pair(floor[0], leader)));
    }

    /** Tells what the records say; creates them if the election has none. */
    public void settle(Pair pair) {
        settle(pair, false);
    }

    private void settle(Pair pair, boolean again) {
        Code floor = pair.floor().code();
        Code leader = pair.leader().code();
        if (floor == Code.OK && leader == Code.OK) {
            parse(pair);
        } else if (floor == Code.NONODE && leader == Code.NONODE) {
            create();
        } else if (floor == Code.NONODE && leader == Code.OK && !again) {
            // Both can have been created between the two reads.
            read(context, election, second -> settle(second, true));
        } else if (floor == Code.NONODE && leader == Code.OK) {
            reader.refused(missing(context.paths().floor(election), "raiseTokenFloor is of no use before that"));
        } else if (floor == Code.OK && leader == Code.NONODE) {
            reader.refused(missing(context.paths().leaderRecord(election), "it says who led last"));
        } else if (floor != Code.OK && floor != Code.NONODE) {
            reader.failed(floor, context.paths().floor(election));
        } else {
            reader.failed(leader, context.paths().leaderRecord(election));
        }
    }

    private void parse(Pair pair) {
        FloorRecord floor;
        LeaderRecord leader;
        try {
            floor = parsedFloor(pair.floor());
        } catch (IllegalArgumentException e) {
            reader.refused(unreadable(context.paths().floor(election), e));
            return;
        }
        try {
            leader = parsedLeader(pair.leader());
        } catch (IllegalArgumentException e) {
            reader.refused(unreadable(context.paths().leaderRecord(election), e));
            return;
        }
        reader.read(floor, leader);
    }

    public static FloorRecord parsedFloor(Read read) {
        return RecordCodec.floor(
                read.data(), read.requireStat().getMzxid(), read.requireStat().getVersion());
    }

    public static LeaderRecord parsedLeader(Read read) {
        return RecordCodec.leaderRecord(read.data(), read.requireStat().getVersion());
    }

    private void create() {
        List<Op> both = new Created(context, election, validityNanos).ops();
        context.zooKeeper().multi(both, result -> {
            if (result.code() == Code.OK || result.code() == Code.NODEEXISTS) {
                read(context, election, this::settle);
            } else if (result.code() == Code.NONODE) {
                context.createDirectories(this::create, this::failed);
            } else {
                failed(result.code());
            }
        });
    }

    private void failed(Code code) {
        reader.failed(code, context.paths().floor(election));
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
    public record Pair(Read floor, Read leader) {}

    /** The records of an election that has none yet. The floor record says the validity given. */
    public record Created(SessionContext context, ElectionName election, long validityNanos) {

        /** Creates both. */
        public List<Op> ops() {
            ZNodePaths paths = context.paths();
            return List.of(
                    Op.create(paths.floor(election), floor(), context.acl(), CreateMode.PERSISTENT),
                    Op.create(paths.leaderRecord(election), leader(), context.acl(), CreateMode.PERSISTENT));
        }

        /** What a read of both would answer in the transaction of this number, which has created them. */
        public Pair read(long zxid) {
            Stat stat = new Stat();
            stat.setCzxid(zxid);
            stat.setMzxid(zxid);
            return new Pair(new Read(Code.OK, floor(), stat), new Read(Code.OK, leader(), stat));
        }

        private byte[] floor() {
            return RecordCodec.floor(0, OptionalLong.of(0), validityNanos);
        }

        private static byte[] leader() {
            return RecordCodec.leaderRecord(0, "", 0, true);
        }
    }

    /** Hears what the records say. Exactly one method is called. */
    public interface Reader {
        void read(FloorRecord floor, LeaderRecord leader);

        void refused(Throwable cause);

        void failed(Code code, String path);
    }
}
