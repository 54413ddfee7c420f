// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import io.baton.Leadership;
import java.io.IOException;
import java.net.InetSocketAddress;
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

    private final InetSocketAddress counters;
    private final String writer;
    private final Supplier<Optional<Leadership>> present;

    private CounterWriter(InetSocketAddress counters, String writer, Supplier<Optional<Leadership>> present) {
        this.counters = counters;
        this.writer = writer;
        this.present = present;
    }

    /**
     * Begins; it ends with the process.
     *
     * @param counters where they are served
     * @param writer by what name the history knows this process
     * @param present the leadership that the process has now
     */
    public static void start(InetSocketAddress counters, String writer, Supplier<Optional<Leadership>> present) {
        Thread thread = new Thread(new CounterWriter(counters, writer, present)::run, "counter-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (true) {
            try (CounterClient client = new CounterClient(counters, writer)) {
                while (true) {
                    work(client);
                }
            } catch (IOException | RuntimeException | Error failed) {
                // Sockets or memory are exhausted on purpose, or the counters are gone with the test.
                pause(PAUSE);
            }
        }
    }

    private void work(CounterClient client) throws IOException {
        Optional<Leadership> leadership = present.get().filter(Leadership::isHeld);
        if (leadership.isEmpty()) {
            pause(PAUSE);
            return;
        }
        long token = leadership.get().token().value();
        OptionalLong unfenced = client.read(false, token);
        OptionalLong fenced = client.read(true, token);
        pause(THINKS);
        if (fenced.isPresent()) {
            client.increment(true, token, fenced.getAsLong());
        }
        client.increment(false, token, unfenced.orElseThrow());
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
