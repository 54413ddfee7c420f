// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import io.baton.testkit.host.SmallDisk;
import io.baton.testkit.process.election.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to the members' processes, and to what they run on. To be used by one thread. */
final class GroupFaults {

    /** More than the room that a log has reserved. */
    private static final int MUCH = 4 << 20;

    private final ChaosGroup group;
    private final ChaosCandidates candidates;
    private final Random random = new Random(ChaosRun.SEED);
    private List<Worker> hit = List.of();

    GroupFaults(ChaosGroup group) {
        this.group = group;
        this.candidates = group.workers();
    }

    /** All that can be done on this machine. */
    List<ChaosFault> all() {
        List<ChaosFault> faults = new ArrayList<>(List.of(
                ChaosFault.of("leader terminated", () -> candidates.terminate(candidates.leaderOrAny()), this::joinAll),
                ChaosFault.of("Raft leader killed", () -> kill(List.of(group.raftLeader())), this::joinAll),
                ChaosFault.of("majority killed", () -> kill(majority()), this::joinAll),
                ChaosFault.of("all members killed", () -> kill(candidates.present()), this::joinAll),
                ChaosFault.of("Raft leader frozen", () -> freeze(List.of(group.raftLeader())), this::wake),
                ChaosFault.of("majority frozen", () -> freeze(majority()), this::wake),
                ChaosFault.moment("members restarted one after the other", this::restartAll),
                ChaosFault.moment("Raft leadership handed over", this::stir)));
        group.disk().ifPresent(disk -> faults.add(ChaosFault.of("disk full", () -> fill(disk), disk::free)));
        return faults;
    }

    /** Another member leads the group, to which all others have to connect. */
    void stir() {
        group.handOver(random);
    }

    private void kill(List<Worker> workers) {
        workers.forEach(candidates::kill);
    }

    /** Servers of a store that is not in the candidates' processes are waited for, too. */
    private void joinAll() {
        List<Worker> joined = new ArrayList<>();
        while (candidates.present().size() < Members.IDS.size()) {
            joined.add(candidates.join());
        }
        joined.forEach(worker -> group.awaitTakingPart(group.idOf(worker)));
    }

    /** The leader, or else any, and one more. */
    private List<Worker> majority() {
        Worker leader = candidates.leaderOrAny();
        return List.of(leader, another(leader));
    }

    private Worker another(Worker than) {
        Worker other = candidates.any();
        while (other == than) {
            other = candidates.any();
        }
        return other;
    }

    private void freeze(List<Worker> workers) throws InterruptedException {
        hit = workers;
        for (Worker worker : hit) {
            worker.pause();
        }
    }

    private void wake() throws InterruptedException {
        for (Worker worker : hit) {
            worker.resume();
        }
    }

    private void restartAll() {
        for (Worker worker : candidates.present()) {
            String id = group.idOf(worker);
            candidates.terminate(worker);
            candidates.join();
            group.awaitTakingPart(id);
            group.raftLeader();
        }
    }

    private void fill(SmallDisk disk) {
        disk.fill();
        group.write(MUCH);
    }
}
