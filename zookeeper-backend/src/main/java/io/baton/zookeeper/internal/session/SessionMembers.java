// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.zookeeper.internal.client.LeftNodes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Everything that lives in a session and ends with it. For the strand only. */
public final class SessionMembers {

    private static final int SEQUENCE_DIGITS = 10;
    private static final int LENGTH_FIELD = 4;

    private final Supplier<String> chroot;
    private final Set<QueuedMember> candidacies = new LinkedHashSet<>();
    private final Set<Member> observations = new LinkedHashSet<>();
    private int pathBytes;
    private int bidBytes;

    /** A session without members. The chroot is what the server puts before every path. */
    public SessionMembers(Supplier<String> chroot) {
        this.chroot = chroot;
    }

    /** Takes a candidacy in, unless the transaction that ends the session could grow too long for the servers. */
    public boolean admits(QueuedMember candidacy, SessionContext context) {
        int bytes = pathBytes(candidacy, context);
        if (pathBytes + bytes > longest(context)) {
            return false;
        }
        pathBytes += bytes;
        candidacies.add(candidacy);
        return true;
    }

    /** Says why a candidacy was not taken in, and what to do. */
    public String refusalOf(QueuedMember candidacy, SessionContext context) {
        return "this connection stands in " + candidacies.size() + " elections, and its end names their candidates in "
                + pathBytes + " of " + longest(context) + " bytes; this election takes " + pathBytes(candidacy, context)
                + " bytes more. The limit is half of jute.maxbuffer="
                + context.zooKeeper().longestPacket()
                + ": a longer end of a session could stop the ensemble (ZOOKEEPER-4306). Use shorter names of elections"
                + " or a shorter baton.zookeeper.root, use more connections, or raise jute.maxbuffer on all servers and"
                + " in all clients (a system property; in Baton also in the file of baton.zookeeper.client-config)";
    }

    /** The bytes that the names of all candidates may take. */
    private static int longest(SessionContext context) {
        return context.zooKeeper().longestPacket() / 2;
    }

    /**
     * Takes the node of a bid in, if the end of the session may name that much; does without it otherwise. Candidacies have
     * precedence: their room does not shrink, so that the names of both are shorter than four fifths of a packet.
     */
    public boolean admitsBid(String path, SessionContext context) {
        int bytes = bidBytes(path);
        if (pathBytes + bidBytes + bytes > longest(context)) {
            return false;
        }
        bidBytes += bytes;
        return true;
    }

    /** The node of a bid is gone. */
    public void removeBid(String path) {
        bidBytes -= bidBytes(path);
    }

    private int bidBytes(String path) {
        return LENGTH_FIELD + utf8Length(chroot.get()) + utf8Length(path);
    }

    /** The candidacy is over, the session goes on. */
    public void remove(QueuedMember candidacy, SessionContext context) {
        if (candidacies.remove(candidacy)) {
            pathBytes -= pathBytes(candidacy, context);
            candidacy.unwatch(context);
        }
    }

    private int pathBytes(QueuedMember candidacy, SessionContext context) {
        return LENGTH_FIELD + utf8Length(chroot.get()) + utf8Length(candidacy.nodePrefix(context)) + SEQUENCE_DIGITS;
    }

    private static int utf8Length(String path) {
        return path.getBytes(UTF_8).length;
    }

    public void add(Member observation) {
        observations.add(observation);
    }

    public void remove(Member observation) {
        observations.remove(observation);
    }

    public void reconnected(SessionContext context) {
        for (Member candidacy : List.copyOf(candidacies)) {
            candidacy.reconnected(context);
        }
        for (Member observation : List.copyOf(observations)) {
            observation.reconnected(context);
        }
    }

    /** No caller is answered any more. */
    public void end() {
        candidacies.forEach(QueuedMember::drop);
    }

    /** Takes the watches of all off a handle that goes on. */
    public void unwatch(SessionContext context) {
        for (Member candidacy : candidacies) {
            candidacy.unwatch(context);
        }
        for (Member observation : observations) {
            observation.unwatch(context);
        }
    }

    /** Names the nodes of all candidacies to what will delete them. */
    void leave(LeftNodes nodes, SessionContext context) {
        for (QueuedMember candidacy : candidacies) {
            candidacy.leave(nodes, context);
        }
        for (Member observation : observations) {
            observation.leave(nodes, context);
        }
    }

    /** Deletes what the end of the ZooKeeper session would leave behind. */
    void clear(SessionContext context) {
        for (Member observation : observations) {
            observation.clear(context);
        }
    }

    /** What has watches in a session. */
    public interface Member {

        void reconnected(SessionContext context);

        /** Takes its watches off a handle that goes on. */
        void unwatch(SessionContext context);

        /** Names its nodes to what will delete them. */
        default void leave(LeftNodes nodes, SessionContext context) {
            // It has none.
        }

        /** Deletes those of its nodes that the end of the ZooKeeper session would leave behind, without awaiting the answers. */
        default void clear(SessionContext context) {
            // It has none.
        }
    }

    /** A candidacy, which has a node as well. */
    public interface QueuedMember extends Member {

        /** The path of the node without the sequence that the server appends. */
        String nodePrefix(SessionContext context);

        /** Its caller is not answered any more. */
        void drop();
    }
}
