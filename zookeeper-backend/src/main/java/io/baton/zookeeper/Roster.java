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
final class Roster {

    private static final AsyncLogger LOG = AsyncLogger.of(Roster.class);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int SEQUENCE_DIGITS = 10;
    private static final int LENGTH_FIELD = 4;

    private final Supplier<String> chroot;
    private final Map<Place, ZooKeeperCandidacy> candidacies = new LinkedHashMap<>();
    private final Set<LeaderWatch> observations = new LinkedHashSet<>();
    private final Set<String> skipped = new HashSet<>();
    private int pathBytes;

    Roster(Supplier<String> chroot) {
        this.chroot = chroot;
    }

    /** Takes a candidacy in, unless the transaction that ends the session could grow too long for the servers. */
    boolean admits(ZooKeeperCandidacy candidacy, Link link) {
        int bytes = pathBytes(candidacy.place(), link);
        if (pathBytes + bytes > link.wire().longestPacket() / 2) {
            return false;
        }
        pathBytes += bytes;
        candidacies.put(candidacy.place(), candidacy);
        return true;
    }

    void left(Place place, Link link) {
        ZooKeeperCandidacy candidacy = candidacies.remove(place);
        if (candidacy != null) {
            pathBytes -= pathBytes(place, link);
            candidacy.left(link);
        }
    }

    private int pathBytes(Place place, Link link) {
        return LENGTH_FIELD
                + chroot.get().length()
                + link.layout().queue(place.election()).length()
                + 1
                + QueueNode.prefix(place.tag()).length()
                + SEQUENCE_DIGITS;
    }

    List<Place> places() {
        return List.copyOf(candidacies.keySet());
    }

    void add(LeaderWatch observation) {
        observations.add(observation);
    }

    void remove(LeaderWatch observation) {
        observations.remove(observation);
    }

    void reconnected(Link link) {
        List.copyOf(candidacies.values()).forEach(candidacy -> candidacy.reconnected(link));
        List.copyOf(observations).forEach(observation -> observation.reconnected(link));
    }

    /** No caller is answered any more. */
    void end() {
        candidacies.keySet().forEach(Place::drop);
    }

    /** Takes the watches of all off a handle that goes on. */
    void unwatch(Link link) {
        candidacies.values().forEach(candidacy -> candidacy.left(link));
        observations.forEach(observation -> observation.end(link));
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
