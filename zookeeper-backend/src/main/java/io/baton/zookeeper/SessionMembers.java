// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.support.AsyncLogger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Everything that lives in a session and ends with it. */
final class SessionMembers {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionMembers.class);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int SEQUENCE_DIGITS = 10;
    private static final int LENGTH_FIELD = 4;

    private final Supplier<String> chroot;
    private final Map<QueueEntry, ZooKeeperCandidacy> candidacies = new LinkedHashMap<>();
    private final Set<LeaderObservation> observations = new LinkedHashSet<>();
    private final Set<String> skipped = new HashSet<>();
    private int pathBytes;

    SessionMembers(Supplier<String> chroot) {
        this.chroot = chroot;
    }

    /** Takes a candidacy in, unless the transaction that ends the session could grow too long for the servers. */
    boolean admits(ZooKeeperCandidacy candidacy, SessionContext sessionContext) {
        int bytes = pathBytes(candidacy.place(), sessionContext);
        if (pathBytes + bytes > sessionContext.wire().longestPacket() / 2) {
            return false;
        }
        pathBytes += bytes;
        candidacies.put(candidacy.place(), candidacy);
        return true;
    }

    void left(QueueEntry queueEntry, SessionContext sessionContext) {
        ZooKeeperCandidacy candidacy = candidacies.remove(queueEntry);
        if (candidacy != null) {
            pathBytes -= pathBytes(queueEntry, sessionContext);
            candidacy.left(sessionContext);
        }
    }

    private int pathBytes(QueueEntry queueEntry, SessionContext sessionContext) {
        return LENGTH_FIELD
                + chroot.get().length()
                + sessionContext.paths().queue(queueEntry.election()).length()
                + 1
                + QueueNode.prefix(queueEntry.tag()).length()
                + SEQUENCE_DIGITS;
    }

    List<QueueEntry> places() {
        return List.copyOf(candidacies.keySet());
    }

    void add(LeaderObservation observation) {
        observations.add(observation);
    }

    void remove(LeaderObservation observation) {
        observations.remove(observation);
    }

    void reconnected(SessionContext sessionContext) {
        List.copyOf(candidacies.values()).forEach(candidacy -> candidacy.reconnected(sessionContext));
        List.copyOf(observations).forEach(observation -> observation.reconnected(sessionContext));
    }

    /** No caller is answered any more. */
    void end() {
        candidacies.keySet().forEach(QueueEntry::drop);
    }

    /** Takes the watches of all off a handle that goes on. */
    void unwatch(SessionContext sessionContext) {
        candidacies.values().forEach(candidacy -> candidacy.left(sessionContext));
        observations.forEach(observation -> observation.end(sessionContext));
    }

    /** Notes a node that does not belong into a queue. */
    void skip(String path) {
        if (skipped.size() < MOST_REMEMBERED && skipped.add(path)) {
            LOG.warn("skipping {}: it lies among the candidates of an election but is none", path);
        }
    }

    boolean isSkipped(String path) {
        return skipped.contains(path);
    }
}
