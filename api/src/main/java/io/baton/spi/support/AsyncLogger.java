// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes log lines from a thread of its own, in the order of the calls. An appender that blocks or throws delays no caller;
 * lines beyond a bounded backlog are dropped, and the next line that is written says so. Thread-safe.
 *
 * <p>The arguments are formatted later, on the log's thread: hand over immutable values. The caller's MDC is not carried over.
 */
public final class AsyncLogger {

    private static final int BACKLOG = 1_000;
    private static final int LINGER_MILLIS = 100;

    private static final ThreadPoolExecutor WRITER = writer();
    private static volatile boolean dropped;

    private final Logger target;

    private AsyncLogger(Logger target) {
        this.target = target;
    }

    /** The logger that is named after the given class. */
    public static AsyncLogger of(Class<?> owner) {
        return new AsyncLogger(LoggerFactory.getLogger(owner));
    }

    public void debug(String format, Object... arguments) {
        if (isOff(Level.DEBUG)) {
            return;
        }
        write(Level.DEBUG, format, arguments);
    }

    public void info(String format, Object... arguments) {
        write(Level.INFO, format, arguments);
    }

    public void warn(String format, Object... arguments) {
        write(Level.WARN, format, arguments);
    }

    public void error(String format, Object... arguments) {
        write(Level.ERROR, format, arguments);
    }

    /**
     * Waits until the lines handed over so far are written, for at most the given time.
     *
     * @return whether they are written
     */
    public static boolean awaitWritten(Duration atMost) throws InterruptedException {
        FutureTask<Boolean> last = new FutureTask<>(() -> true);
        submit(last);
        try {
            return last.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException blocked) {
            return false;
        }
    }

    /** Lines below the log level must not take the place of others. */
    private boolean isOff(Level level) {
        try {
            return !target.isEnabledForLevel(level);
        } catch (RuntimeException | Error broken) {
            return true;
        }
    }

    private void write(Level level, String format, Object... arguments) {
        submit(() -> {
            try {
                LoggingEventBuilder line = target.atLevel(level);
                if (dropped) {
                    dropped = false;
                    target.warn("Log lines were dropped before this one: the log took none for a while");
                }
                line.log(format, arguments);
            } catch (RuntimeException | Error broken) {
                // There is no other place to tell: the log itself has failed.
                dropped = true;
            }
        });
    }

    private static void submit(Runnable task) {
        try {
            WRITER.execute(task);
        } catch (RuntimeException | Error noThread) {
            // The line waits for the next thread that can be started.
            if (!WRITER.getQueue().offer(task)) {
                dropped = true;
            }
        }
    }

    private static ThreadPoolExecutor writer() {
        RejectedExecutionHandler drop = (line, full) -> dropped = true;
        ThreadPoolExecutor writer = new ThreadPoolExecutor(
                1,
                1,
                LINGER_MILLIS,
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(BACKLOG),
                AsyncLogger::thread,
                drop);
        writer.allowCoreThreadTimeOut(true);
        return writer;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "baton-log");
        thread.setDaemon(true);
        return thread;
    }
}
