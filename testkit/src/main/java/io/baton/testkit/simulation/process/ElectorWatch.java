// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.process;

import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LeadershipLostException;
import io.baton.LossReason;
import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.SimulationContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application of one elector: listens, works while it leads, and notices when it is told nonsense. */
public final class ElectorWatch implements LeadershipListener {

    private static final int MOST_WORK_AT_ONCE = 3;

    private final SimulationContext simulationContext;
    private final Incarnation in;
    private final LeaderElector elector;
    private @Nullable Leadership told;
    private boolean closed;

    ElectorWatch(SimulationContext simulationContext, Incarnation in, LeaderElector elector) {
        this.simulationContext = simulationContext;
        this.in = in;
        this.elector = elector;
    }

    void start() {
        elector.listen(this);
        elector.start();
    }

    public String election() {
        return elector.election();
    }

    Optional<Leadership> leadership() {
        return elector.leadership();
    }

    public void resign() {
        simulationContext.trace(in.toString(), () -> "resigns from " + election());
        elector.resign();
    }

    /** Closes without waiting: only this thread can turn the engine meanwhile. */
    public void close() {
        simulationContext.trace(in.toString(), () -> "closes its elector of " + election());
        closed = true;
        Thread.currentThread().interrupt();
        elector.close();
        Thread.interrupted();
    }

    public boolean hasClosed() {
        return closed;
    }

    /** Whether the end of every leadership was told. */
    public boolean hasHeardAll() {
        return told == null;
    }

    @Override
    public void onElected(Leadership leadership) {
        simulationContext.trace(in.toString(), () -> "hears that it is elected: " + leadership);
        if (told != null) {
            simulationContext.invariants().violated(in + " hears of " + leadership + " before the end of " + told);
        }
        told = leadership;
        if (simulationContext.may(Fault.SLOW_WORK) && simulationContext.random().chance(0.3)) {
            in.after(simulationContext.conditions().latency(), () -> work(leadership));
        }
    }

    @Override
    public void onLost(Leadership leadership, LossReason reason) {
        simulationContext.trace(in.toString(), () -> "hears that it has lost: " + leadership + ", " + reason);
        if (told != leadership) {
            simulationContext
                    .invariants()
                    .violated(in + " hears of the end of " + leadership + " after the beginning of " + told);
        }
        if (simulationContext.observe(leadership::isHeld)) {
            simulationContext.invariants().violated(in + " hears of the end of " + leadership + " while it is held");
        }
        told = null;
        simulationContext.invariants().told(leadership);
    }

    @Override
    public void onRefused(BatonException why) {
        if (!UnsteadyBackend.hasThrown(why)) {
            simulationContext.invariants().violated(in + " is refused: " + why.getMessage());
        }
    }

    /** Runs further events of the simulation inside: in no other way can work last in a simulation. */
    private void work(Leadership leadership) {
        if (simulationContext.workUnderWay() >= MOST_WORK_AT_ONCE) {
            return;
        }
        long until = simulationContext.time().now()
                + simulationContext.random().mostlyNear(0, 3 * simulationContext.lease());
        try {
            leadership.run(() -> simulationContext.workUntil(until, leadership, in, in.keepsPlaceForWork()));
        } catch (LeadershipLostException e) {
            simulationContext.trace(in.toString(), () -> "does not begin work: " + e.getMessage());
        } finally {
            Thread.interrupted();
        }
    }
}
