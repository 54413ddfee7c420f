// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosWorker;
import io.baton.testkit.process.election.Worker;
import java.util.ArrayList;
import java.util.List;

/** Faults of the candidates' own processes, for every store. To be used by one thread. */
public final class WorkerFaults {

    /** The name of a fault that not every store survives. */
    public static final String WITHOUT_THREADS = "threads exhausted";

    /** The name of a fault that ends what a candidate's process holds of the store itself, if it holds such. */
    public static final String HEAP_FULL = "heap full";

    private final ChaosCandidates candidates;
    private final ChaosFault.Action stir;
    private final ProcessLimits limits = new ProcessLimits();
    private List<Worker> hit = List.of();

    /**
     * @param stir makes candidates connect anew while something is exhausted
     */
    public WorkerFaults(ChaosCandidates candidates, ChaosFault.Action stir) {
        this.candidates = candidates;
        this.stir = stir;
    }

    /** All that can be done on this machine. */
    public List<ChaosFault> all() {
        List<ChaosFault> faults = new ArrayList<>(List.of(
                ChaosFault.of("log blocked", this::blockLog, this::readLog),
                ChaosFault.withoutMemory(
                        HEAP_FULL, () -> tell(ChaosWorker.FILL_HEAP), () -> tellHit(ChaosWorker.FREE_HEAP)),
                ChaosFault.of("leader killed", this::killLeader, candidates::join),
                ChaosFault.of("leader frozen", this::freezeLeader, () -> each(Worker::resume)),
                ChaosFault.moment(
                        "leader resigns", () -> candidates.leaderOrAny().send(String.valueOf(ChaosWorker.RESIGN)))));
        if (ProcessLimits.canLimitFiles()) {
            faults.add(ChaosFault.of(
                    "descriptors exhausted", () -> exhaust(limits::takeFiles), () -> giveBack(limits::giveFiles)));
        } else {
            System.out.println("descriptors cannot be exhausted here: no prlimit");
        }
        if (ProcessLimits.canLimitThreads()) {
            faults.add(ChaosFault.of(
                    WITHOUT_THREADS, () -> exhaust(limits::takeThreads), () -> giveBack(limits::giveThreads)));
        } else {
            System.out.println("threads cannot be exhausted here: no prlimit, or no control group for processes");
        }
        return faults;
    }

    private void tell(char command) {
        hit = candidates.leaderOrAll();
        tellHit(command);
    }

    private void tellHit(char command) {
        present().forEach(worker -> worker.send(String.valueOf(command)));
    }

    private void blockLog() throws Exception {
        hit = candidates.leaderOrAll();
        hit.forEach(worker -> {
            worker.log().shut();
            worker.send(String.valueOf(ChaosWorker.FLOOD_LOG));
        });
        stir.run();
    }

    private void readLog() {
        hit.forEach(worker -> worker.log().open());
    }

    private void killLeader() {
        candidates.kill(candidates.leaderOrAny());
    }

    private void freezeLeader() throws InterruptedException {
        Worker leader = candidates.leaderOrAny();
        hit = List.of(leader);
        leader.pause();
    }

    private void exhaust(Deed take) throws Exception {
        hit = candidates.leaderOrAll();
        each(take);
        stir.run();
    }

    private void each(Deed deed) throws Exception {
        for (Worker worker : present()) {
            deed.to(worker);
        }
    }

    private void giveBack(Deed give) throws Exception {
        for (Worker worker : hit) {
            give.to(worker);
        }
    }

    /** One of those that were hit may have been closed since. */
    private List<Worker> present() {
        return hit.stream().filter(Worker::isAlive).toList();
    }

    @FunctionalInterface
    private interface Deed {
        void to(Worker worker) throws Exception;
    }
}
