// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.MonotonicClock;

/** The clock of one process: its own origin, its own rate. */
final class ProcessClock implements MonotonicClock {

    private static final long MILLION = 1_000_000;

    private final World world;
    private final long origin;
    private final long partsPerMillion;

    ProcessClock(World world, long origin, long partsPerMillion) {
        this.world = world;
        this.origin = origin;
        this.partsPerMillion = partsPerMillion;
    }

    @Override
    public long nanos() {
        world.clockIsRead();
        return shows(world.timeline().now());
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
