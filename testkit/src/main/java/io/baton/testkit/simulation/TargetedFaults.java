// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.ElectionName;
import io.baton.spi.LeaderRecord;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.simulation.process.SimulatedProcess;
import io.baton.testkit.simulation.store.InMemoryStoreModel;
import java.util.List;
import java.util.function.Consumer;

/** Strikes in the moments that matter most: around the requests on which the times of the protocol rest. */
final class TargetedFaults {

    private static final long MILLI = 1_000_000;

    private final SimulationContext simulationContext;
    private final InMemoryStoreModel store;
    private final Adversary adversary;
    private final List<SimulatedProcess> processes;
    private final double watchfulness;

    TargetedFaults(
            SimulationContext simulationContext,
            InMemoryStoreModel store,
            Adversary adversary,
            List<SimulatedProcess> processes) {
        this.simulationContext = simulationContext;
        this.store = store;
        this.adversary = adversary;
        this.processes = processes;
        this.watchfulness = simulationContext.random().fraction() / 3;
    }

    /** A request is about to be on its way. */
    void sent(StoreRequest<?> request) {
        if (request instanceof StoreRequest.Fence fence && strikes(1)) {
            withProcessOf(fence.by(), asking -> lastProofBefore(asking, fence.session(), false));
        } else if (request instanceof StoreRequest.WatchSession watch && strikes(0.5)) {
            withProcessOf(watch.session(), asking -> lastProofBefore(asking, watch.watched(), true));
        }
    }

    /** A request was carried out, and is about to be answered. */
    void executed(StoreRequest<?> request) {
        if (request instanceof StoreRequest.TakeLeadership take) {
            store.election(take.tag()).ifPresent(election -> tookLeadership(take.session(), election));
        } else if (request instanceof StoreRequest.Release release) {
            store.election(release.tag())
                    .ifPresent(election -> store.leaderRecord(election)
                            .filter(leaderRecord -> !leaderRecord.released())
                            .ifPresent(leaderRecord -> lateNews(election, leaderRecord)));
        } else if (request instanceof StoreRequest.Prove prove && strikes(0.2)) {
            withProcessOf(
                    prove.session(),
                    process -> process.elections().stream()
                            .map(ElectionName::new)
                            .filter(election -> isLed(election, prove.session()))
                            .findFirst()
                            .ifPresent(election -> lastAnswer(process, election)));
        } else if (request instanceof StoreRequest.Fence fence
                && simulationContext.may(Fault.LATE_REQUESTS)
                && strikes(1)) {
            withProcessOf(fence.session(), adversary::slow);
        }
    }

    private boolean strikes(double often) {
        return !simulationContext.isCalm() && simulationContext.random().chance(often * watchfulness);
    }

    private boolean isLed(ElectionName election, String session) {
        return store.leaderRecord(election)
                .filter(leaderRecord ->
                        !leaderRecord.released() && leaderRecord.session().equals(session))
                .isPresent();
    }

    private void tookLeadership(String session, ElectionName election) {
        if (strikes(1)) {
            withProcessOf(session, process -> {
                if (simulationContext.may(Fault.LATE_EVENTS)) {
                    adversary.holdEvents(process);
                }
                if (simulationContext.may(Fault.LATE_REQUESTS)
                        && simulationContext.random().chance(0.5)) {
                    adversary.slow(process);
                }
                store.leaderRecord(election)
                        .ifPresent(leaderRecord -> adversary.removeSoon(election, leaderRecord.led()));
            });
        } else if (strikes(1)) {
            withProcessOf(session, process -> {
                if (process.elections().stream()
                        .map(ElectionName::new)
                        .anyMatch(other -> !other.equals(election) && isLed(other, session))) {
                    overtakenAnswer(process, election);
                } else {
                    lastAnswer(process, election);
                }
            });
        }
    }

    /** A leader is removed right after a proof; it hears late of the proof, and of nothing else. */
    private void lastAnswer(SimulatedProcess process, ElectionName election) {
        if (!simulationContext.may(Fault.CUTS) || !simulationContext.may(Fault.LATE_REQUESTS)) {
            return;
        }
        long delay = simulationContext.random().between(0, simulationContext.lease() / 4);
        simulationContext.trace(process.toString(), () -> "hears in " + delay / MILLI + " ms for the last time");
        process.network().delayNext(delay);
        isolateAfter(delay + 1, process);
        removeWithin(delay, election, simulationContext.random().chance(0.5));
    }

    /** A leader is removed by hand right after it has taken leadership; all that it hears later overtakes the answer. */
    private void overtakenAnswer(SimulatedProcess process, ElectionName election) {
        if (!simulationContext.may(Fault.LATE_EVENTS) || !simulationContext.may(Fault.LATE_REQUESTS)) {
            return;
        }
        long delay = simulationContext.random().between(simulationContext.lease() / 16, simulationContext.lease() / 3);
        simulationContext.trace(process.toString(), () -> "hears in " + delay / MILLI + " ms that it leads");
        process.network().delayNext(delay);
        process.network().holdEvents(2 * simulationContext.lease());
        removeWithin(delay / 8, election, true);
    }

    /**
     * A release has carried a bid out; the new leader is removed by hand before it hears of either, and goes on proving itself for other
     * elections.
     */
    private void lateNews(ElectionName election, LeaderRecord leaderRecord) {
        if (!simulationContext.may(Fault.LATE_EVENTS) || !simulationContext.may(Fault.DELETIONS) || !strikes(1)) {
            return;
        }
        withProcessOf(leaderRecord.session(), process -> {
            long lease = simulationContext.lease();
            process.network().holdEvents(simulationContext.random().between(lease / 2, lease + lease / 4));
            removeWithin(lease / 16, election, true);
        });
    }

    private void removeWithin(long duration, ElectionName election, boolean alone) {
        long led = store.leaderRecord(election).map(LeaderRecord::led).orElse(0L);
        simulationContext
                .time()
                .after(
                        simulationContext.random().mostlyNear(0, duration),
                        () -> adversary.remove(election, led, alone));
    }

    /** What ends or watches a leader's proofs is on its way for long; the leader proves itself meanwhile, then is cut off. */
    private void lastProofBefore(SimulatedProcess asking, String session, boolean expires) {
        if (!simulationContext.may(Fault.CUTS) || !simulationContext.may(Fault.LATE_REQUESTS)) {
            return;
        }
        withProcessOf(session, proving -> {
            long delay = simulationContext.random().between(0, simulationContext.lease() / 4);
            simulationContext.trace(proving.toString(), () -> "proves itself for another " + delay / MILLI + " ms");
            asking.network().delayNext(delay);
            isolateAfter(delay, proving);
            if (expires && simulationContext.may(Fault.WRONG_EXPIRY)) {
                simulationContext
                        .time()
                        .after(
                                delay + simulationContext.random().mostlyNear(0, 50 * MILLI),
                                () -> store.expire(session));
            }
        });
    }

    private void isolateAfter(long delay, SimulatedProcess process) {
        if (simulationContext.may(Fault.LATE_EVENTS)) {
            process.network().holdEvents(2 * simulationContext.lease());
        }
        simulationContext.time().after(delay, () -> {
            if (!simulationContext.isCalm()) {
                process.network().cutOffEntirely(2 * simulationContext.lease());
            }
        });
    }

    private void withProcessOf(String session, Consumer<SimulatedProcess> trick) {
        processes.stream()
                .filter(process -> store.isIn(process, session))
                .findFirst()
                .ifPresent(trick);
    }
}
