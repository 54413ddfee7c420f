// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.Strand;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SimulationContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** A thread of one life in a simulation, which takes its time to begin what it was woken for. */
final class SimulatedStrand implements Strand.Carrier {

    private final SimulationContext simulationContext;
    private final ProcessContext processContext;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean current;
    private boolean stopped;

    private SimulatedStrand(SimulationContext simulationContext, ProcessContext processContext) {
        this.simulationContext = simulationContext;
        this.processContext = processContext;
    }

    static Strand in(SimulationContext simulationContext, ProcessContext processContext, Consumer<Throwable> onFault) {
        return new Strand(new SimulatedStrand(simulationContext, processContext), fault -> {
            StackTraceElement[] where = fault.getStackTrace();
            simulationContext.violated(
                    processContext + " has a fault: " + fault + (where.length > 0 ? " at " + where[0] : ""));
            onFault.accept(fault);
        });
    }

    @Override
    public boolean run(Runnable task) {
        if (stopped) {
            return false;
        }
        tasks.add(task);
        processContext.after(simulationContext.latency(), () -> now(tasks.remove()));
        return true;
    }

    @Override
    public Strand.Timer later(Duration delay, Runnable task) {
        if (stopped) {
            return () -> {};
        }
        SimulatedTimer timer = new SimulatedTimer();
        // No timer is early, whatever the rate of the clock by which that is judged.
        long late = delay.toNanos() / 100 + simulationContext.latency();
        processContext.after(delay.toNanos() + late, () -> {
            if (!timer.cancelled) {
                now(task);
            }
        });
        return timer;
    }

    private void now(Runnable task) {
        current = true;
        try {
            task.run();
        } finally {
            current = false;
        }
    }

    @Override
    public boolean isCurrent() {
        return current;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    /** No other thread could go on meanwhile. */
    @Override
    public boolean awaitStop(Duration bound) {
        return true;
    }

    private static final class SimulatedTimer implements Strand.Timer {
        private boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
