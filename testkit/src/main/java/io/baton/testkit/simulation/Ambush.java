// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.ElectionName;
import io.baton.spi.OfficeRecord;
import io.baton.testkit.memory.StoreRequest;
import java.util.List;
import java.util.function.Consumer;

/** Strikes in the moments that matter most: around the requests on which the times of the protocol rest. */
final class Ambush {

    private static final long MILLI = 1_000_000;

    private final World world;
    private final MemoryModel store;
    private final Adversary adversary;
    private final List<SimulatedProcess> processes;
    private final double watchfulness;

    Ambush(World world, MemoryModel store, Adversary adversary, List<SimulatedProcess> processes) {
        this.world = world;
        this.store = store;
        this.adversary = adversary;
        this.processes = processes;
        this.watchfulness = world.dice().fraction() / 3;
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
        if (request instanceof StoreRequest.TakeOffice take) {
            store.election(take.tag()).ifPresent(election -> tookOffice(take.session(), election));
        } else if (request instanceof StoreRequest.Prove prove && strikes(0.2)) {
            withProcessOf(
                    prove.session(),
                    process -> process.elections().stream()
                            .map(ElectionName::new)
                            .filter(election -> isLed(election, prove.session()))
                            .findFirst()
                            .ifPresent(election -> lastAnswer(process, election)));
        } else if (request instanceof StoreRequest.Fence fence && world.may(Fault.LATE_REQUESTS) && strikes(1)) {
            withProcessOf(fence.session(), adversary::slow);
        }
    }

    private boolean strikes(double often) {
        return !world.isCalm() && world.dice().chance(often * watchfulness);
    }

    private boolean isLed(ElectionName election, String session) {
        return store.office(election)
                .filter(office -> !office.released() && office.session().equals(session))
                .isPresent();
    }

    private void tookOffice(String session, ElectionName election) {
        if (strikes(1)) {
            withProcessOf(session, process -> {
                if (world.may(Fault.LATE_EVENTS)) {
                    adversary.holdEvents(process);
                }
                if (world.may(Fault.LATE_REQUESTS) && world.dice().chance(0.5)) {
                    adversary.slow(process);
                }
                store.office(election).ifPresent(office -> adversary.removeSoon(election, office.led()));
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
        if (!world.may(Fault.CUTS) || !world.may(Fault.LATE_REQUESTS)) {
            return;
        }
        long delay = world.dice().between(0, world.lease() / 4);
        world.trace(process.toString(), () -> "hears in " + delay / MILLI + " ms for the last time");
        process.network().delayNext(delay);
        isolateAfter(delay + 1, process);
        removeWithin(delay, election, world.dice().chance(0.5));
    }

    /** A leader is removed by hand right after it has taken office; all that it hears later overtakes the answer. */
    private void overtakenAnswer(SimulatedProcess process, ElectionName election) {
        if (!world.may(Fault.LATE_EVENTS) || !world.may(Fault.LATE_REQUESTS)) {
            return;
        }
        long delay = world.dice().between(world.lease() / 16, world.lease() / 3);
        world.trace(process.toString(), () -> "hears in " + delay / MILLI + " ms that it is in office");
        process.network().delayNext(delay);
        process.network().holdEvents(2 * world.lease());
        removeWithin(delay / 8, election, true);
    }

    private void removeWithin(long duration, ElectionName election, boolean alone) {
        long led = store.office(election).map(OfficeRecord::led).orElse(0L);
        world.timeline().after(world.dice().mostlyNear(0, duration), () -> adversary.remove(election, led, alone));
    }

    /** What ends or watches a leader's proofs is on its way for long; the leader proves itself meanwhile, then is cut off. */
    private void lastProofBefore(SimulatedProcess asking, String session, boolean expires) {
        if (!world.may(Fault.CUTS) || !world.may(Fault.LATE_REQUESTS)) {
            return;
        }
        withProcessOf(session, proving -> {
            long delay = world.dice().between(0, world.lease() / 4);
            world.trace(proving.toString(), () -> "proves itself for another " + delay / MILLI + " ms");
            asking.network().delayNext(delay);
            isolateAfter(delay, proving);
            if (expires && world.may(Fault.WRONG_EXPIRY)) {
                world.timeline().after(delay + world.dice().mostlyNear(0, 50 * MILLI), () -> store.expire(session));
            }
        });
    }

    private void isolateAfter(long delay, SimulatedProcess process) {
        if (world.may(Fault.LATE_EVENTS)) {
            process.network().holdEvents(2 * world.lease());
        }
        world.timeline().after(delay, () -> {
            if (!world.isCalm()) {
                process.network().cutOffEntirely(2 * world.lease());
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
