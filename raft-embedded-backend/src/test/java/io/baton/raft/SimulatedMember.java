// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.CommittedLog.LogEntry;
import io.baton.raft.internal.transport.LocalTransport;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SimulationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A member as the Raft paper has it: it votes for a candidate whose log is not older than its own, follows the leader of the
 * newest term that it knows, and commits what a majority holds. It does not ask before it stands, and withholds no vote.
 */
final class SimulatedMember implements LocalTransport.Local {

    private static final long HEARTBEAT = Duration.ofMillis(75).toNanos();

    private final SimulationContext simulationContext;
    private final SimulatedGroup group;
    private final String id;
    private final Disk disk = new Disk();
    private final Map<String, Long> known = new HashMap<>();
    private final Set<String> votes = new HashSet<>();
    private Optional<ProcessContext> life = Optional.empty();
    private Optional<SimulatedReplica> replica = Optional.empty();
    private Role role = Role.FOLLOWER;
    private String leader = "";
    private long leaderHeardAt;
    private long restedAt;
    private long runs;

    private enum Role {
        FOLLOWER,
        CANDIDATE,
        LEADER
    }

    /** What is voted on: that one is to lead in that term, with a log that ends there. */
    private record Ballot(String candidate, long term, long lastTerm, long lastIndex) {}

    /** What a leader sends; everything before the entries is known to be there. */
    private record Append(String leader, long term, long from, List<LogEntry> entries, long commit) {}

    SimulatedMember(SimulationContext simulationContext, SimulatedGroup group, String id) {
        this.simulationContext = simulationContext;
        this.group = group;
        this.id = id;
    }

    String id() {
        return id;
    }

    Optional<ProcessContext> life() {
        return life.filter(living -> !living.isDead());
    }

    Disk disk() {
        return disk;
    }

    Optional<SimulatedReplica> replica() {
        return replica;
    }

    /** Begins in a new life, or again in the same one, with what is on its disk. */
    void start(ProcessContext begun) {
        fall();
        replica.ifPresent(SimulatedReplica::close);
        life = Optional.of(begun);
        leader = "";
        restedAt = simulationContext.now();
        SimulatedReplica made = new SimulatedReplica(group, this, begun);
        replica = Optional.of(made);
        runs++;
        watch(runs);
        beat(runs);
    }

    @Override
    public boolean leads() {
        return role == Role.LEADER && replica.filter(SimulatedReplica::isReady).isPresent();
    }

    /** Whether it believes that it was elected. */
    boolean isElected() {
        return role == Role.LEADER;
    }

    /** The member that it follows, itself included, as far as it knows. */
    @Override
    public Optional<String> waiting() {
        return Optional.empty();
    }

    @Override
    public Optional<String> leader() {
        return Optional.of(leader).filter(known -> !known.isEmpty());
    }

    /** Whether it follows another member. */
    boolean follows() {
        return role == Role.FOLLOWER && !leader.isEmpty();
    }

    long leaderHeardAt() {
        return leaderHeardAt;
    }

    @Override
    public CompletableFuture<byte[]> submit(byte[] command) {
        if (!leads()) {
            return CompletableFuture.failedFuture(new NotLeading(leader));
        }
        Optional<byte[]> local = replica.flatMap(here -> here.answerWithoutTheLog(command));
        if (local.isPresent()) {
            return CompletableFuture.completedFuture(local.get());
        }
        disk.log.add(new LogEntry(disk.term, Optional.of(command)));
        CompletableFuture<byte[]> answer = replica.orElseThrow().expect(disk.lastIndex());
        replicate();
        return answer;
    }

    @Override
    public CompletableFuture<byte[]> inquire(byte[] poll) {
        return leads() ? replica.orElseThrow().inquire(poll) : CompletableFuture.failedFuture(new NotLeading(leader));
    }

    /** Stands now, as a member does that holds its leader's process for dead. */
    void standAtOnce() {
        if (role != Role.LEADER) {
            stand();
        }
    }

    private void watch(long run) {
        long timeout = simulationContext.random().between(150, 300) * 1_000_000;
        long left = Math.max(restedAt + timeout - simulationContext.now(), 1_000_000);
        life.orElseThrow().after(left, () -> {
            if (run == runs) {
                if (role != Role.LEADER && simulationContext.now() - restedAt >= timeout) {
                    stand();
                }
                watch(run);
            }
        });
    }

    private void beat(long run) {
        life.orElseThrow().after(HEARTBEAT, () -> {
            if (run == runs) {
                replicate();
                beat(run);
            }
        });
    }

    private void stand() {
        simulationContext.trace(id, () -> "stands for term " + (disk.term + 1));
        disk.adopt(disk.term + 1);
        disk.votedFor = id;
        role = Role.CANDIDATE;
        leader = "";
        restedAt = simulationContext.now();
        votes.clear();
        votes.add(id);
        Ballot ballot = new Ballot(id, disk.term, disk.lastTerm(), disk.lastIndex());
        group.others(this).forEach(other -> group.send(this, other, true, () -> other.vote(ballot)));
        count();
    }

    private void vote(Ballot ballot) {
        hearOf(ballot.term());
        boolean isNewEnough = ballot.lastTerm() != disk.lastTerm()
                ? ballot.lastTerm() > disk.lastTerm()
                : ballot.lastIndex() >= disk.lastIndex();
        boolean isFree = disk.votedFor.isEmpty() || disk.votedFor.equals(ballot.candidate());
        if (ballot.term() == disk.term && role == Role.FOLLOWER && isNewEnough && isFree) {
            disk.votedFor = ballot.candidate();
            restedAt = simulationContext.now();
            group.send(
                    this,
                    group.member(ballot.candidate()),
                    false,
                    () -> group.member(ballot.candidate()).voted(id, ballot.term()));
        } else {
            long term = disk.term;
            group.send(
                    this,
                    group.member(ballot.candidate()),
                    false,
                    () -> group.member(ballot.candidate()).hearOf(term));
        }
    }

    private void voted(String by, long term) {
        if (role == Role.CANDIDATE && term == disk.term) {
            votes.add(by);
            count();
        }
    }

    private void count() {
        if (role == Role.CANDIDATE && votes.size() >= group.majority()) {
            simulationContext.trace(id, () -> "is elected in term " + disk.term);
            role = Role.LEADER;
            leader = id;
            known.clear();
            disk.log.add(new LogEntry(disk.term, Optional.empty()));
            replica.ifPresent(here -> here.begin(disk.term, disk.lastIndex()));
            replicate();
        }
    }

    /** There is a term of which it may not have known. */
    private void hearOf(long term) {
        if (term > disk.term) {
            disk.adopt(term);
            fall();
            leader = "";
        }
    }

    private void fall() {
        if (role == Role.LEADER) {
            simulationContext.trace(id, () -> "does not lead any more");
            restedAt = simulationContext.now();
            replica.ifPresent(SimulatedReplica::follow);
        }
        role = Role.FOLLOWER;
    }

    private void replicate() {
        if (role != Role.LEADER) {
            return;
        }
        commit();
        for (SimulatedMember other : group.others(this)) {
            long from = known.getOrDefault(other.id, 0L);
            List<LogEntry> entries = List.copyOf(disk.log.subList((int) from, disk.log.size()));
            Append append = new Append(
                    id, disk.term, from, entries, replica.orElseThrow().committed());
            group.send(this, other, false, () -> other.append(append));
        }
    }

    private void append(Append append) {
        SimulatedMember from = group.member(append.leader());
        hearOf(append.term());
        if (append.term() < disk.term) {
            long term = disk.term;
            group.send(this, from, false, () -> from.hearOf(term));
            return;
        }
        fall();
        leader = append.leader();
        leaderHeardAt = simulationContext.now();
        restedAt = simulationContext.now();
        disk.take(append.from(), append.entries(), replica.orElseThrow().committed());
        long upTo = append.from() + append.entries().size();
        if (group.conditions().sendsSnapshot()) {
            replica.orElseThrow().install(from.disk);
        }
        replica.orElseThrow().committed(Math.min(append.commit(), upTo - 1));
        group.send(this, from, false, () -> from.appended(id, append.term(), upTo));
    }

    private void appended(String by, long term, long upTo) {
        if (role == Role.LEADER && term == disk.term) {
            known.merge(by, upTo, Math::max);
            commit();
        }
    }

    private void commit() {
        List<Long> lengths = group.others(this).stream()
                .map(other -> known.getOrDefault(other.id, 0L))
                .sorted((one, two) -> Long.compare(two, one))
                .toList();
        int needed = group.majority() - 1;
        long upTo = (needed == 0 ? disk.log.size() : lengths.get(needed - 1)) - 1;
        if (upTo >= 0 && disk.log.get((int) upTo).term() == disk.term) {
            replica.orElseThrow().committed(upTo);
        }
    }
}
