// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import io.baton.LeaderElector;
import io.baton.Leadership;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Asks every leadership that this process has ever had, twice per millisecond, whether it is held, and writes each
 * answer to a file at once, where it survives a kill.
 */
final class Sampler implements AutoCloseable {

    private static final long PERIOD = TimeUnit.MICROSECONDS.toNanos(500);

    private final BiConsumer<Sample, Sample> onEnd;
    private final OutputStream file;
    private final TreeMap<Long, Leadership> known = new TreeMap<>();
    private final Map<Long, Sample> last = new HashMap<>();
    private final Thread thread = new Thread(this::run, "sampler");
    private volatile Supplier<Optional<Leadership>> leadership = Optional::empty;
    private volatile boolean closed;

    private Sampler(Path path, BiConsumer<Sample, Sample> onEnd) throws IOException {
        this.onEnd = onEnd;
        file = Files.newOutputStream(path);
    }

    /**
     * @param onEnd hears of the end of each leadership that was seen true: the last true sample and the first false one
     */
    static Sampler start(Path path, BiConsumer<Sample, Sample> onEnd) throws IOException {
        Sampler sampler = new Sampler(path, onEnd);
        sampler.thread.setDaemon(true);
        sampler.thread.start();
        return sampler;
    }

    /** Asks the leaderships of this elector, also those to come. */
    void follow(LeaderElector followed) {
        leadership = followed::leadership;
    }

    private void run() {
        while (!closed) {
            leadership.get().ifPresent(mine -> known.putIfAbsent(mine.token().value(), mine));
            known.forEach(this::ask);
            LockSupport.parkNanos(PERIOD);
        }
    }

    private void ask(long token, Leadership asked) {
        long before = System.nanoTime();
        boolean held = asked.isHeld();
        long after = System.nanoTime();
        Sample sample = new Sample(token, before, after, held);
        Sample previous = last.put(token, sample);
        // False is worth a line only where it ends what was true; true always.
        if (held || previous == null || previous.held()) {
            write(sample);
        }
        if (!held && previous != null && previous.held()) {
            onEnd.accept(previous, sample);
        }
    }

    private void write(Sample sample) {
        try {
            file.write(sample.line().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot log a sample", e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
