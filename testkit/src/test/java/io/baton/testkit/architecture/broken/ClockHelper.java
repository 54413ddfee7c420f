// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.broken;

import io.baton.internal.DefaultBaton;
import java.util.concurrent.atomic.AtomicLong;

/** Breaks the rules about the engine, the clock, locks and names. */
public final class ClockHelper {

    private final AtomicLong latest = new AtomicLong();

    synchronized long read(Object engine) {
        return engine instanceof DefaultBaton ? latest.get() : System.currentTimeMillis();
    }
}
