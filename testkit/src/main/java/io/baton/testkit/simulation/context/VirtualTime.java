// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time, and what is going to happen in it. */
public final class VirtualTime {

    private record Event(long time, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> future = new PriorityQueue<>();
    private final Runnable afterEach;
    private long now = 1;
    private long sequence;
    private long events;

    VirtualTime(Runnable afterEach) {
        this.afterEach = afterEach;
    }

    public long now() {
        return now;
    }

    public long events() {
        return events;
    }

    public void at(long time, Runnable action) {
        future.add(new Event(Math.max(time, now), sequence++, action));
    }

    public void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    /** Time passes while something happens; what was to happen meanwhile happens late. */
    public void pass(long duration) {
        now += duration;
    }

    /** Lets things happen until the time has come or the condition holds, whichever is earlier. */
    public void run(long until, BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            Event next = future.peek();
            if (next == null || next.time() > until) {
                now = Math.max(now, until);
                return;
            }
            future.remove();
            now = Math.max(now, next.time());
            events++;
            next.action().run();
            afterEach.run();
        }
    }
}
