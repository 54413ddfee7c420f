// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.connection.SessionStatus;
import io.baton.internal.config.DurationFormat;
import io.baton.internal.elector.ConnectionContext;
import io.baton.internal.elector.ElectorWork;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits in the thread that closes, as long as waiting can help: while work may end within the drain timeout, and while places are
 * released one after the other.
 */
final class ClosingWait {

    /** How long closing may take beyond the drain timeout. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration FOR_THE_LOG = Duration.ofMillis(200);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final Supplier<Collection<ElectorWork>> open;
    private final ConnectionContext connection;
    private final long drainEnd;
    private final long end;
    private final boolean shutdown = isShuttingDown();
    private long moved;
    private int left;

    /**
     * A wait that begins now.
     *
     * @param open the work of the electors that have not left yet
     */
    ClosingWait(Supplier<Collection<ElectorWork>> open, Duration drainTimeout, ConnectionContext connection) {
        this.open = open;
        this.connection = connection;
        this.moved = now();
        this.drainEnd = moved + DurationFormat.boundedNanos(drainTimeout);
        this.end = drainEnd + GRACE.toNanos();
        this.left = open.get().size();
    }

    /**
     * Waits until all is closed.
     *
     * @param reserve how much of the time is left for something else
     * @return whether all is closed; also false if the thread is interrupted
     */
    boolean await(CompletableFuture<Boolean> closed, Duration reserve) {
        do {
            if (shutdown) {
                open.get().forEach(ElectorWork::leaveExiting);
            }
            try {
                return closed.get(LOOK_NANOS, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (ExecutionException e) {
                throw new BatonException("closing has failed", e);
            } catch (TimeoutException e) {
                look();
            }
        } while (mayHelp() && now() < end - reserve.toNanos());
        return false;
    }

    /** Waits for the rest of the time. */
    boolean awaitRest(CompletableFuture<Boolean> closed) {
        try {
            return closed.get(Math.max(0, end - now()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** So that the last lines are not lost when the process ends now. */
    static void awaitLog() {
        try {
            var unused = AsyncLogger.awaitWritten(FOR_THE_LOG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        int now = open.get().size();
        boolean drains = now() < drainEnd && open.get().stream().anyMatch(ElectorWork::isRunning);
        if (now < left || drains) {
            left = now;
            moved = now();
        }
    }

    private boolean mayHelp() {
        boolean onlyWorkIsLeft = left > 0 && open.get().stream().allMatch(ElectorWork::keepsPlace) && now() >= drainEnd;
        return !onlyWorkIsLeft && now() - moved < patience().toNanos();
    }

    /**
     * How long the store may let nothing go until waiting for it is given up. A store that does not answer lets everything go when
     * the lease is over: waiting for much of a lease first gains nothing.
     */
    private Duration patience() {
        Duration most = connection.settings().leaseDuration().dividedBy(2);
        boolean isReached = connection
                .supervisor()
                .current()
                .status()
                .filter(SessionStatus::connected)
                .isPresent();
        return isReached || most.compareTo(GRACE) > 0 ? GRACE : most;
    }

    private static long now() {
        return MonotonicClock.SYSTEM.nanos();
    }

    private static boolean isShuttingDown() {
        Thread probe = new Thread(() -> {}, "baton-shutdown-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }
}
