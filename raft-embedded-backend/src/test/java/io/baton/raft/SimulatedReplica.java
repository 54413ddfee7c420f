// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.CommittedLog.LogEntry;
import io.baton.raft.internal.member.store.LastHeard.LogEnd;
import io.baton.raft.internal.member.store.LastHeard.OldLeader;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.state.SnapshotCodec;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SimulationContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One run of a member between Raft and its replica: does what the state machine that Ratis calls does. */
final class SimulatedReplica {

    private final SimulationContext simulationContext;
    private final SimulatedGroup group;
    private final SimulatedMember member;
    private final ProcessContext processContext;
    private final ReplicatedStore replicatedStore;
    private final Map<Long, CompletableFuture<byte[]>> expected = new HashMap<>();
    private long committed;
    private long handedOver;
    private long beginning = Long.MAX_VALUE;
    private boolean ready;

    SimulatedReplica(SimulatedGroup group, SimulatedMember member, ProcessContext processContext) {
        this.simulationContext = group.simulationContext();
        this.group = group;
        this.member = member;
        this.processContext = processContext;
        replicatedStore = new ReplicatedStore(
                SimulatedStrand.in(simulationContext, processContext, fault -> {}),
                group.rules().leaseClock(processContext.clock()),
                this::note,
                this::propose);
        committed = member.disk().snapshotAt;
        handedOver = committed;
        if (committed >= 0) {
            var unused = replicatedStore.restore(member.disk().snapshot);
        }
    }

    boolean isReady() {
        return ready;
    }

    long committed() {
        return committed;
    }

    /** The member was elected, and its term begins with that entry. */
    void begin(long term, long index) {
        beginning = index;
        simulationContext.trace(member.id(), () -> "begins term " + term + " with entry " + index);
    }

    void follow() {
        ready = false;
        beginning = Long.MAX_VALUE;
        List<CompletableFuture<byte[]>> open = new ArrayList<>(expected.values());
        expected.clear();
        open.forEach(answer -> answer.completeExceptionally(new NotLeading("")));
        replicatedStore.follows();
    }

    void close() {
        replicatedStore.close();
    }

    /** The answer to the entry with that index, which this member has written as leader. */
    CompletableFuture<byte[]> expect(long index) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        expected.put(index, answer);
        return answer;
    }

    CompletableFuture<byte[]> inquire(byte[] poll) {
        return replicatedStore.inquire(poll);
    }

    /** Everything up to that index is committed. */
    void committed(long upTo) {
        if (upTo <= committed) {
            return;
        }
        group.agreed().committed(member.disk().log, committed, upTo);
        committed = upTo;
        handOver();
    }

    private void handOver() {
        while (handedOver < committed) {
            long index = ++handedOver;
            LogEntry entry = member.disk().log.get((int) index);
            if (entry.command().isEmpty()) {
                replicatedStore.passed(index);
                if (index == beginning) {
                    ready = true;
                    replicatedStore.leads(member.disk().term);
                }
                continue;
            }
            CompletableFuture<byte[]> answer = expected.remove(index);
            var unused = replicatedStore
                    .apply(entry.term(), index, CommandCodec.read(group.agreed().meaning(index)))
                    .whenComplete((reply, failure) -> {
                        if (answer != null && reply != null) {
                            answer.complete(reply);
                        }
                    });
        }
    }

    /** What a member would answer that trusts its own word. */
    Optional<byte[]> answerWithoutTheLog(byte[] command) {
        if (!group.rules().provesWithoutTheLog()
                || !(CommandCodec.read(command) instanceof Command.Act act)
                || act.requests().size() != 1
                || !(act.requests().get(0) instanceof Request.Prove)) {
            return Optional.empty();
        }
        return Optional.of(ReplyCodec.write(new Reply.Acted(handedOver, 1, List.of(new Result.Done()))));
    }

    /** Writes a snapshot to the disk. */
    void takeSnapshot() {
        long index = handedOver;
        var unused = replicatedStore.snapshot().thenAccept(bytes -> {
            if (group.agreed().store().index() == index
                    && !Arrays.equals(bytes, SnapshotCodec.write(group.agreed().store()))) {
                simulationContext.violated(member.id() + " has another store after entry " + index + " than the group");
            }
            if (index > member.disk().snapshotAt && replicaIsPresent()) {
                simulationContext.trace(member.id(), () -> "has a snapshot at " + index);
                member.disk().snapshot = bytes;
                member.disk().snapshotAt = index;
            }
        });
    }

    /** Takes the leader's snapshot in place of the entries up to there, if that is further than this member has come. */
    void install(Disk other) {
        if (other.snapshotAt > handedOver && group.agreed().isIn(member.disk().log, other.snapshotAt)) {
            simulationContext.trace(member.id(), () -> "installs a snapshot at " + other.snapshotAt);
            group.agreed().committed(member.disk().log, committed, other.snapshotAt);
            handedOver = other.snapshotAt;
            committed = Math.max(committed, other.snapshotAt);
            member.disk().snapshot = other.snapshot;
            member.disk().snapshotAt = other.snapshotAt;
            var unused = replicatedStore.restore(other.snapshot);
            handOver();
        }
    }

    private boolean replicaIsPresent() {
        return member.replica().filter(present -> present == this).isPresent();
    }

    private void note() {
        long time = processContext.clock().nanos();
        LogEnd end = new LogEnd(member.disk().lastTerm(), member.disk().lastIndex());
        if (member.isElected()) {
            List<LogEntry> log = member.disk().log;
            boolean heardMore = replicatedStore
                    .lastHeard()
                    .hasHeardMoreBefore(
                            member.disk().term,
                            end,
                            index -> index < log.size() ? log.get((int) index).term() : -1);
            replicatedStore
                    .lastHeard()
                    .leads(
                            member.disk().term,
                            group.rules().heardMore(heardMore),
                            time,
                            processContext.clock().nanos());
            return;
        }
        if (!member.follows()) {
            replicatedStore.lastHeard().stands(end, time, processContext.clock().nanos());
            return;
        }
        long elapsed = (simulationContext.now() - member.leaderHeardAt()) / 1_000_000 * 1_000_000;
        long heardAt = group.rules().heardAt(processContext.clock().nanos() - elapsed);
        replicatedStore
                .lastHeard()
                .follows(new OldLeader(member.leader().orElse(""), member.disk().term, heardAt), end, time);
    }

    private CompletionStage<?> propose(Command command) {
        simulationContext.trace(member.id(), () -> "proposes " + command);
        return member.submit(CommandCodec.write(command));
    }
}
