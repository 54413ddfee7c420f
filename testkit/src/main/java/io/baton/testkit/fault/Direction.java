// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What holds for all connections of a proxy in one direction. Only the count may be read by other threads. */
final class Direction {

    private final Tap tap;
    private final AtomicLong bytes = new AtomicLong();
    private boolean cut;
    private long delayNanos;

    Direction(Tap tap) {
        this.tap = tap;
    }

    boolean isCut() {
        return cut;
    }

    void cut(boolean isCut) {
        cut = isCut;
    }

    long delayNanos() {
        return delayNanos;
    }

    void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    long bytes() {
        return bytes.get();
    }

    void passes(long connection, ByteBuffer chunk) {
        bytes.addAndGet(chunk.remaining());
        tap.bytes(connection, chunk.duplicate());
    }

    /** What {@link TrafficTap} is asked for one direction. */
    @FunctionalInterface
    interface Tap {
        void bytes(long connection, ByteBuffer chunk);
    }
}
