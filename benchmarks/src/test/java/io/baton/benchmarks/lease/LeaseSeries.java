// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.benchmarks.lease.LeaseGroup.FailOver;
import io.baton.testkit.host.CpuQuota;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One group for each lease, side by side, so that what else the machine does meets all of them. Used by one thread. */
final class LeaseSeries implements AutoCloseable {

    /** What a group does when it has just been founded says little of it. */
    private static final Duration SETTLING = Duration.ofSeconds(60);

    /** How long members take that have come back until they have loaded what an election needs. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final int LOOKS_PER_LINE = 6;
    private static final double PERCENT = 100;

    private final LeaseOptions options;
    private final Optional<CpuQuota> limits;
    private final List<LeaseGroup> groups = new ArrayList<>();

    LeaseSeries(LeaseOptions options) {
        this.options = options;
        limits = options.isThrottled() ? CpuQuota.open() : Optional.empty();
        if (options.isThrottled() && limits.isEmpty()) {
            throw new IllegalStateException("no member can be limited here");
        }
    }

    /** One group after the other: where members get little, those of all groups together could not be founded in time. */
    void found() throws IOException, InterruptedException {
        for (Duration lease : options.leases()) {
            LeaseGroup group = new LeaseGroup(lease, options, limits);
            groups.add(group);
            long begun = System.nanoTime();
            group.start();
            boolean isLed = group.awaitLeader(group.ids());
            say((isLed ? "a leader" : "no leader") + " with a lease of " + lease.toMillis() + " ms after "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms");
        }
        pause(options.watched().compareTo(SETTLING) < 0 ? options.watched() : SETTLING);
    }

    /** Leaves the groups alone for as long as the options say. */
    List<LeaseResult> watch(LoadSamples load) throws IOException, InterruptedException {
        Map<LeaseGroup, Integer> heardBefore = new LinkedHashMap<>();
        Map<LeaseGroup, Double> cpuBefore = new LinkedHashMap<>();
        for (LeaseGroup group : groups) {
            heardBefore.put(group, group.events().size());
            cpuBefore.put(group, group.cpuSeconds());
        }
        long begun = System.nanoTime();
        for (int look = 1; System.nanoTime() - begun < options.watched().toNanos(); look++) {
            pause(LOOK);
            double now = load.take();
            if (look % LOOKS_PER_LINE == 0) {
                say("minute " + look / LOOKS_PER_LINE + ", load average " + now + ", lost " + lost(heardBefore));
            }
        }
        double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        List<LeaseResult> results = new ArrayList<>();
        for (LeaseGroup group : groups) {
            double cpu = (group.cpuSeconds() - cpuBefore.getOrDefault(group, 0.0)) / seconds;
            LeadershipHistory history = since(heardBefore, group);
            results.add(new LeaseResult(
                    group.lease(),
                    history.losses(),
                    history.gaps(System.nanoTime()),
                    PERCENT * cpu / group.ids().size(),
                    List.of(),
                    0));
        }
        return results;
    }

    private Map<Long, Map<String, Integer>> lost(Map<LeaseGroup, Integer> heardBefore) {
        Map<Long, Map<String, Integer>> lost = new LinkedHashMap<>();
        for (LeaseGroup group : groups) {
            lost.put(group.lease().toMillis(), since(heardBefore, group).losses());
        }
        return lost;
    }

    private static LeadershipHistory since(Map<LeaseGroup, Integer> heardBefore, LeaseGroup group) {
        List<LeaderEvent> all = group.events();
        return new LeadershipHistory(all.subList(heardBefore.getOrDefault(group, 0), all.size()));
    }

    /** In each round one process of each group is killed, and all come back together afterwards, so that no start disturbs a kill. */
    List<LeaseResult> kill(List<LeaseResult> watched) throws IOException, InterruptedException {
        Map<LeaseGroup, List<FailOver>> failOvers = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            StringBuilder line = new StringBuilder("kill " + round + ":");
            for (LeaseGroup group : groups) {
                Optional<FailOver> failOver = group.killLeader();
                failOver.ifPresent(known -> failOvers
                        .computeIfAbsent(group, any -> new ArrayList<>())
                        .add(known));
                line.append(' ').append(group.lease().toMillis()).append(": ").append(text(failOver));
            }
            say(line.toString());
            complete();
        }
        List<LeaseResult> results = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<FailOver> own = failOvers.getOrDefault(groups.get(i), List.of());
            results.add(watched.get(i).after(own, options.rounds() - own.size()));
        }
        return results;
    }

    private static String text(Optional<FailOver> failOver) {
        return failOver.map(known ->
                        TimeUnit.NANOSECONDS.toMillis(known.nanos()) + (known.wasRaftLeader() ? " (Raft leader)" : ""))
                .orElse("left out");
    }

    private void complete() throws IOException, InterruptedException {
        Map<LeaseGroup, List<String>> missing = new LinkedHashMap<>();
        for (LeaseGroup group : groups) {
            missing.put(group, group.missing());
            group.start();
        }
        for (LeaseGroup group : groups) {
            var unused = group.awaitLeader(missing.getOrDefault(group, List.of()));
        }
        pause(CALM);
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static void say(String line) {
        System.out.println(line);
    }

    @Override
    public void close() {
        groups.forEach(LeaseGroup::close);
        limits.ifPresent(CpuQuota::close);
    }
}
