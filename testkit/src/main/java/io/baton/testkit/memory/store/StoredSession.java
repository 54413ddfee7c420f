// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One living session, as the store keeps it. */
public final class StoredSession {

    public final String name;
    final SessionAttempt attempt;
    final long leaseNanos;
    final long validityNanos;
    final Consumer<StoreEvent> events;
    public long fence;
    long heardAt;

    /** Every tag that was ever used or given up, so that no late entry brings a candidacy back. */
    private final Map<String, @Nullable StoredCandidacy> tags = new LinkedHashMap<>();

    private final Map<StoredSession, Long> watchers = new LinkedHashMap<>();
    private final Set<ElectionName> observed = new HashSet<>();
    private final Map<StoredSession, Long> watching = new LinkedHashMap<>();

    StoredSession(
            String name, SessionAttempt attempt, long leaseNanos, long validityNanos, Consumer<StoreEvent> events) {
        this.name = name;
        this.attempt = attempt;
        this.leaseNanos = leaseNanos;
        this.validityNanos = validityNanos;
        this.events = events;
    }

    void tell(StoreEvent.Kind kind, String about, long number) {
        events.accept(new StoreEvent(kind, about, number));
    }

    boolean knows(String tag) {
        return tags.containsKey(tag);
    }

    @Nullable
    public StoredCandidacy candidacy(String tag) {
        return tags.get(tag);
    }

    /** The candidacy with this tag; a tag that is not there never will be. */
    @Nullable
    StoredCandidacy candidacyOrGiveUp(String tag) {
        StoredCandidacy candidacy = tags.get(tag);
        if (candidacy == null) {
            giveUp(tag);
        }
        return candidacy;
    }

    void put(String tag, StoredCandidacy candidacy) {
        tags.put(tag, candidacy);
    }

    void giveUp(String tag) {
        tags.put(tag, null);
    }

    List<StoredCandidacy> candidacies() {
        List<StoredCandidacy> position = new ArrayList<>();
        for (StoredCandidacy candidacy : tags.values()) {
            if (candidacy != null) {
                position.add(candidacy);
            }
        }
        return position;
    }

    void sign() {
        watchers.forEach((watcher, watch) -> watcher.tell(StoreEvent.Kind.SIGN, name, watch));
    }

    /** A watch that was given up for a newer one does not take its place. */
    void watchedBy(StoredSession watcher, long watch) {
        if (watchers.getOrDefault(watcher, 0L) >= watch) {
            return;
        }
        watchers.put(watcher, watch);
        watcher.watching.put(this, watch);
        watcher.tell(StoreEvent.Kind.WATCHING, name, watch);
    }

    void unwatchedBy(StoredSession watcher, long watch) {
        watchers.remove(watcher, watch);
        watcher.watching.remove(this, watch);
    }

    void observe(ElectionName election) {
        observed.add(election);
    }

    void leaderChanged(ElectionName election) {
        if (observed.contains(election)) {
            tell(StoreEvent.Kind.LEADER_CHANGED, election.value(), 0);
        }
    }

    /** Ends what this session watched and tells those who watched it. */
    void ended() {
        watching.keySet().forEach(watched -> watched.watchers.remove(this));
        watchers.forEach((watcher, watch) -> watcher.tell(StoreEvent.Kind.WATCHED_ENDED, name, watch));
        watchers.keySet().forEach(watcher -> watcher.watching.remove(this));
    }
}
