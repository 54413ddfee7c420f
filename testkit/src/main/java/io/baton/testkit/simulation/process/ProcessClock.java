// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.process;

import io.baton.spi.MonotonicClock;
import io.baton.testkit.simulation.context.SimulationContext;

/** The clock of one process: its own origin, its own rate. */
final class ProcessClock implements MonotonicClock {

    private static final long MILLION = 1_000_000;

    private final SimulationContext simulationContext;
    private final long origin;
    private final long partsPerMillion;

    ProcessClock(SimulationContext simulationContext, long origin, long partsPerMillion) {
        this.simulationContext = simulationContext;
        this.origin = origin;
        this.partsPerMillion = partsPerMillion;
    }

    @Override
    public long nanos() {
        simulationContext.clockIsRead();
        return shows(simulationContext.time().now());
    }

    /** What this clock shows at a moment of the simulation. */
    private long shows(long moment) {
        return origin + moment + moment * partsPerMillion / MILLION;
    }

    /** The first moment of the simulation at which this clock shows the given time. */
    long moment(long shown) {
        if (shown == Long.MAX_VALUE) {
            return shown;
        }
        long moment = (shown - origin) * MILLION / (MILLION + partsPerMillion) - 2;
        while (shows(moment) < shown) {
            moment++;
        }
        return moment;
    }
}
