// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.fixture.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Processes with empty directories, each told of members of its own, that want to lead one election. */
final class FoundingRound implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(3);

    /** An overlap that is seen twice is none of two looks one after the other. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final LocalGroup addresses;
    private final Map<String, List<String>> lists;
    private final Map<String, Baton> connections = new LinkedHashMap<>();
    private final List<LeaderElector> electors = new ArrayList<>();
    private final Set<Long> tokens = new TreeSet<>();
    private Set<String> before = Set.of();

    /** @param lists of which members each process is told */
    FoundingRound(Path dataDir, Map<String, List<String>> lists) {
        addresses = new LocalGroup(dataDir);
        this.lists = lists;
    }

    void start(String id) {
        Baton connection = addresses
                .configuration(id, lists.getOrDefault(id, List.of()).toArray(String[]::new))
                .with("baton.require-connection", "false")
                .with("baton.lease-duration", LEASE.toSeconds() + "s")
                .connect();
        connections.put(id, connection);
        electors.add(connection.elector("jobs").start());
    }

    void startAll() {
        lists.keySet().forEach(this::start);
    }

    void stopAll() {
        connections.values().forEach(Baton::close);
        connections.clear();
        electors.clear();
        before = Set.of();
    }

    /** Looks all the time whether more than one leads, for so long. */
    void watch(Duration time) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < time.toNanos()) {
            look();
            Await.untilAfter(System.nanoTime(), LOOK);
        }
    }

    /** Whether one leads within that time, later or not. */
    boolean isLedWithin(Duration time) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < time.toNanos()) {
            if (!look().isEmpty()) {
                return true;
            }
            Await.untilAfter(System.nanoTime(), LOOK);
        }
        return false;
    }

    private Set<String> look() {
        Set<String> leading = new TreeSet<>();
        electors.stream()
                .map(LeaderElector::leadership)
                .flatMap(Optional::stream)
                .filter(Leadership::isHeld)
                .map(Leadership::token)
                .map(FencingToken::value)
                .forEach(token -> {
                    leading.add(token + " of " + electors);
                    tokens.add(token);
                });
        if (leading.size() > 1) {
            assertThat(before).as("leaders at the same time").isNotEqualTo(leading);
        }
        before = leading;
        return leading;
    }

    /** The highest token so far. */
    long highest() {
        return tokens.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The token of the present leader. */
    long token() {
        return Await.until(
                "a candidate leads with " + lists,
                () -> electors.stream()
                        .map(LeaderElector::leadership)
                        .flatMap(Optional::stream)
                        .filter(Leadership::isHeld)
                        .map(leadership -> leadership.token().value())
                        .findFirst());
    }

    @Override
    public void close() {
        stopAll();
        addresses.close();
    }
}
