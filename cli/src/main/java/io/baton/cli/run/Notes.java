// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the program says about itself, on the error output, in the order of the calls. An error output that blocks delays no caller:
 * a thread writes the lines, and those beyond a bounded backlog are dropped. Thread-safe.
 */
public final class Notes implements AutoCloseable {

    private static final int BACKLOG = 100;
    private static final Duration FLUSH_BOUND = Duration.ofSeconds(1);

    private final PrintWriter out;
    private final ThreadPoolExecutor writer;
    private volatile boolean dropped;

    private Notes(PrintWriter out) {
        this.out = out;
        this.writer = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(BACKLOG), Notes::thread, (line, full) -> {
                    dropped = true;
                });
    }

    /** Notes on an error output, with a thread that is started now: later there may be none to be had. */
    public static Notes to(PrintWriter out) {
        Notes notes = new Notes(out);
        notes.writer.prestartAllCoreThreads();
        return notes;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "baton-cli-notes");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns at once and never throws. The arguments are formatted now. */
    public void say(String format, Object... arguments) {
        try {
            String line = "baton: " + String.format(Locale.ROOT, format, arguments);
            writer.execute(() -> write(line));
        } catch (RuntimeException | Error broken) {
            // What is said must not hinder what is done.
            dropped = true;
        }
    }

    private void write(String line) {
        if (dropped) {
            dropped = false;
            out.println("baton: lines were dropped here: the error output took none for a while");
        }
        out.println(line);
        out.flush();
    }

    /** Waits until all is written, for a second at most. */
    public void flush() {
        FutureTask<Boolean> last = new FutureTask<>(() -> true);
        writer.execute(last);
        try {
            last.get(FLUSH_BOUND.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException blocked) {
            // The error output takes nothing.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits as {@link #flush} does; what is said afterwards is dropped. */
    @Override
    public void close() {
        flush();
        writer.shutdown();
    }
}
