// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Records;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.simulation.context.StoreModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A group of members in a simulation: Raft as the model has it, the store, the leases and the sessions as they are. Some
 * members live in the processes of candidates, some in processes of their own; the other processes are clients.
 */
final class SimulatedGroup implements StoreModel {

    private static final List<Integer> SIZES = List.of(3, 3, 3, 3, 3, 3, 5, 1);

    private final SimulationContext simulationContext;
    private final GroupRules conduct;
    private final CommittedLog agreed;
    private final GroupConditions conditions;
    private final int size;
    private final Map<String, SimulatedMember> members = new LinkedHashMap<>();
    private final Map<Long, ProcessContext> lives = new HashMap<>();
    private final Set<String> given = new HashSet<>();
    private long wipes;

    private SimulatedGroup(SimulationContext simulationContext, GroupRules conduct) {
        this.simulationContext = simulationContext;
        this.conduct = conduct;
        agreed = new CommittedLog(simulationContext, conduct);
        conditions = new GroupConditions(simulationContext);
        size = simulationContext.random().pick(SIZES);
    }

    static Function<SimulationContext, StoreModel> with(GroupRules conduct) {
        return simulationContext -> new SimulatedGroup(simulationContext, conduct);
    }

    @Override
    public List<String> servers(List<String> candidates) {
        List<String> servers = new ArrayList<>();
        long inCandidates =
                simulationContext.random().between(Math.min(size, 2) - 1L, Math.min(size, candidates.size()));
        for (int i = 0; i < size; i++) {
            String id = i < inCandidates ? candidates.get(i) : "m" + (i + 1);
            members.put(id, new SimulatedMember(simulationContext, this, id));
            if (!candidates.contains(id)) {
                servers.add(id);
            }
        }
        return servers;
    }

    @Override
    public ElectionBackend backend(ProcessContext processContext) {
        Optional<SimulatedMember> member = Optional.ofNullable(members.get(processContext.process()));
        member.ifPresent(here -> processContext.after(simulationContext.latency(), () -> here.start(processContext)));
        return new SimulatedRaftBackend(this, processContext, member);
    }

    @Override
    public boolean canDoWithout(String process) {
        if (!members.containsKey(process)) {
            return true;
        }
        return given.size() < size - majority() && given.add(process);
    }

    @Override
    public void begin() {
        new GroupAdversary(simulationContext, this).begin();
    }

    @Override
    public void heal() {
        conditions.heal();
    }

    SimulationContext simulationContext() {
        return simulationContext;
    }

    GroupRules rules() {
        return conduct;
    }

    CommittedLog agreed() {
        return agreed;
    }

    GroupConditions conditions() {
        return conditions;
    }

    List<String> members() {
        return List.copyOf(members.keySet());
    }

    SimulatedMember member(String id) {
        return Optional.ofNullable(members.get(id)).orElseThrow();
    }

    List<SimulatedMember> all() {
        return List.copyOf(members.values());
    }

    List<SimulatedMember> others(SimulatedMember member) {
        return members.values().stream().filter(other -> other != member).toList();
    }

    int majority() {
        return size / 2 + 1;
    }

    /** A nonce of the session that this life is about to open. */
    long nonce(ProcessContext processContext) {
        long nonce = simulationContext.random().between(1, Long.MAX_VALUE - 1);
        lives.put(nonce, processContext);
        return nonce;
    }

    /** The life that has opened a session. */
    Optional<ProcessContext> life(SessionId session) {
        return Optional.ofNullable(lives.get(session.nonce())).filter(processContext -> !processContext.isDead());
    }

    /** Sends something from member to member, unless it is lost. */
    void send(SimulatedMember from, SimulatedMember to, boolean mayBeLate, Runnable step) {
        long wiped = wipes;
        if (!from.id().equals(to.id()) && (isCut(from, to) || conditions.loses())) {
            return;
        }
        long late = mayBeLate && conditions.makesLate()
                ? simulationContext.random().mostlyNear(0, simulationContext.lease())
                : 0;
        simulationContext.after(conditions.delay() + late, () -> {
            if (!isCut(from, to) && wiped == wipes) {
                to.life().ifPresent(processContext -> processContext.after(0, step));
            }
        });
    }

    private boolean isCut(SimulatedMember from, SimulatedMember to) {
        return conditions.isBlocked(from.id(), to.id())
                || from.life().filter(ProcessContext::isCutOff).isPresent()
                || to.life().filter(ProcessContext::isCutOff).isPresent();
    }

    /** Asks a member from somewhere. The question, or the answer, may be lost, late, or come twice. */
    CompletableFuture<byte[]> request(
            ProcessContext from,
            SimulatedMember to,
            Function<SimulatedMember, CompletableFuture<byte[]>> question,
            boolean isEvents) {
        return new Exchange(this, from, to, isEvents).begin(question);
    }

    /** An administrator asks the member that leads. */
    void administrate(Command command) {
        byte[] entry = CommandCodec.write(command);
        all().stream()
                .filter(member -> member.life().isPresent() && member.leads())
                .forEach(member -> {
                    var unused = member.submit(entry);
                });
    }

    /** All disks are lost at once. */
    void wipe() {
        wipes++;
        agreed.forget();
        all().forEach(member -> {
            member.disk().wipe();
            member.life().ifPresent(member::start);
        });
    }

    @Override
    public CandidateQueue candidateQueue(ElectionName election) {
        return agreed.store().candidateQueue(election);
    }

    @Override
    public Optional<FloorRecord> floor(ElectionName election) {
        return Records.floor(agreed.store(), election);
    }

    @Override
    public Optional<LeaderRecord> leaderRecord(ElectionName election) {
        return Records.leaderRecord(agreed.store(), election);
    }

    @Override
    public List<String> sessions() {
        return agreed.store().living().stream()
                .map(living -> living.session().name())
                .toList();
    }

    @Override
    public Optional<String> sessionOf(ElectionName election, long orderValue) {
        return Records.sessionOf(agreed.store(), election, orderValue).map(SessionId::name);
    }

    @Override
    public void expire(String session) {
        SessionId.parse(session).ifPresent(id -> administrate(new Command.Revoke(id)));
    }

    @Override
    public void delete(ElectionName election, long orderValue) {
        administrate(new Command.Remove(election, orderValue));
    }
}
