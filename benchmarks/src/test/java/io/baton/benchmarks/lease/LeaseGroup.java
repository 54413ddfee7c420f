// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.BatonException;
import io.baton.raft.RaftMember;
import io.baton.raft.RaftMembership;
import io.baton.testkit.fault.MemoryDirectory;
import io.baton.testkit.host.CpuQuota;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Three members with one lease, all of which stand in one election. Used by one thread. */
final class LeaseGroup implements AutoCloseable {

    private static final List<String> IDS = List.of("a", "b", "c");
    private static final long POLL_MILLIS = 1;
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Duration lease;
    private final int quota;
    private final Optional<CpuQuota> limits;
    private final Path directory;
    private final String addresses;
    private final Map<String, LeaseMember> members = new LinkedHashMap<>();
    private final List<LeaderEvent> events = new CopyOnWriteArrayList<>();

    /**
     * The next leader after one was killed.
     *
     * @param nanos from just before the kill to the callback
     * @param wasRaftLeader whether the killed process had led the group, too
     */
    record FailOver(long nanos, boolean wasRaftLeader) {}

    /** Not started. */
    LeaseGroup(Duration lease, LeaseOptions options, Optional<CpuQuota> limits) throws IOException {
        this.lease = lease;
        this.limits = limits;
        quota = options.quota();
        directory = options.storage().directory("leases");
        addresses =
                IDS.stream().map(id -> id + "@127.0.0.1:" + FreePorts.next()).collect(Collectors.joining(","));
    }

    Duration lease() {
        return lease;
    }

    /** Starts those that do not run. */
    void start() throws IOException {
        for (String id : IDS) {
            LeaseMember member = members.get(id);
            if (member == null || !member.isAlive()) {
                close(member);
                List<String> through =
                        limits.isPresent() ? limits.get().limit(lease.toMillis() + "-" + id, quota) : List.of();
                members.put(
                        id,
                        new LeaseMember(
                                id,
                                through,
                                List.of(addresses, id, directory.toString(), lease.toMillis() + "ms"),
                                events::add));
            }
        }
    }

    private static void close(@Nullable LeaseMember member) {
        if (member != null) {
            member.close();
        }
    }

    /**
     * Returns when those that were started stand in the election, and one member leads.
     *
     * @return false if none has led in time, which a short lease may not allow
     */
    boolean awaitLeader(List<String> started) throws InterruptedException {
        for (String id : started) {
            member(id).awaitStanding();
        }
        return isSoon(() -> leader().isPresent());
    }

    List<String> ids() {
        return IDS;
    }

    /** What was heard of leaderships up to now, if no member has died. */
    List<LeaderEvent> events() {
        for (String id : IDS) {
            if (!member(id).isAlive()) {
                throw new IllegalStateException("member " + id + " with a lease of " + lease + " has died");
            }
        }
        return List.copyOf(events);
    }

    /** Processor time of all members up to now. */
    double cpuSeconds() {
        return members.values().stream().mapToDouble(LeaseMember::cpuSeconds).sum();
    }

    /** Kills the process that is elected. Nothing if none was elected when it was killed, or none is afterwards. */
    Optional<FailOver> killLeader() throws InterruptedException {
        if (!isSoon(() -> leader().isPresent())) {
            return Optional.empty();
        }
        Optional<String> raftLeader = raftLeader();
        Optional<LeaderEvent> elected = leader();
        if (elected.isEmpty()) {
            return Optional.empty();
        }
        LeaderEvent old = elected.get();
        boolean isRaftLeader = raftLeader.equals(Optional.of(old.member()));
        long killed = member(old.member()).kill();
        if (!isSoon(() -> leader().filter(next -> next.token() > old.token()).isPresent())) {
            return Optional.empty();
        }
        LeaderEvent next = leader().orElse(old);
        boolean wasHeld = events.stream().noneMatch(event -> event.token() == old.token() && !event.isElected());
        return wasHeld && next.at() - killed > 0
                ? Optional.of(new FailOver(next.at() - killed, isRaftLeader))
                : Optional.empty();
    }

    /** The members that were killed. */
    List<String> missing() {
        return IDS.stream().filter(id -> !member(id).isAlive()).toList();
    }

    /** The process that leads, for all that was heard. */
    private Optional<LeaderEvent> leader() {
        return new LeadershipHistory(events).leader();
    }

    private Optional<String> raftLeader() throws InterruptedException {
        try (RaftMembership membership = RaftMembership.open(Map.of("baton.raft.members", addresses))) {
            return membership.members().stream()
                    .filter(RaftMember::leads)
                    .map(RaftMember::id)
                    .findFirst();
        } catch (BatonException notLed) {
            return Optional.empty();
        }
    }

    private LeaseMember member(String id) {
        LeaseMember member = members.get(id);
        if (member == null) {
            throw new IllegalStateException("member " + id + " was not started");
        }
        return member;
    }

    private static boolean isSoon(BooleanSupplier condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > BOUND.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    @Override
    public void close() {
        new ArrayList<>(members.values()).forEach(LeaseMember::close);
        MemoryDirectory.delete(directory);
    }
}
