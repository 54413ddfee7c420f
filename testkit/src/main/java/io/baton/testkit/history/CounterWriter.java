// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import io.baton.Leadership;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Increments both counters as long as its process leads, as an application does that trusts {@code isHeld()}: it asks, reads, thinks and writes.
 * A process that is frozen while it thinks writes after its leadership. Thread-safe.
 */
public final class CounterWriter {

    private static final Duration THINKS = Duration.ofMillis(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final int port;
    private final String writer;
    private final Supplier<Optional<Leadership>> present;

    private CounterWriter(int port, String writer, Supplier<Optional<Leadership>> present) {
        this.port = port;
        this.writer = writer;
        this.present = present;
    }

    /**
     * Begins; it ends with the process.
     *
     * @param port of the counters
     * @param writer by what name the history knows this process
     * @param present the leadership that the process has now
     */
    public static void start(int port, String writer, Supplier<Optional<Leadership>> present) {
        Thread thread = new Thread(new CounterWriter(port, writer, present)::run, "counter-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (true) {
            try (CounterClient counters = new CounterClient(port, writer)) {
                while (true) {
                    work(counters);
                }
            } catch (IOException | OutOfMemoryError failed) {
                // Sockets or memory are exhausted on purpose, or the counters are gone with the test.
                pause(PAUSE);
            }
        }
    }

    private void work(CounterClient counters) throws IOException {
        Optional<Leadership> leadership = present.get().filter(Leadership::isHeld);
        if (leadership.isEmpty()) {
            pause(PAUSE);
            return;
        }
        long token = leadership.get().token().value();
        OptionalLong unfenced = counters.read(false, token);
        OptionalLong fenced = counters.read(true, token);
        pause(THINKS);
        if (fenced.isPresent()) {
            counters.increment(true, token, fenced.getAsLong());
        }
        counters.increment(false, token, unfenced.orElseThrow());
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
