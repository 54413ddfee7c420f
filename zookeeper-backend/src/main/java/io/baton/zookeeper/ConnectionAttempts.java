// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection attempts of one backend over all its sessions. While no server answers they are no more than one a second,
 * with those of a {@link ConnectionProbe}; each server is tried once without delay before that. Thread-safe.
 */
final class ConnectionAttempts {

    private static final long PAUSE_NANOS = Duration.ofMillis(1_250).toNanos();
    private static final long LOOK_UP_MILLIS = 50;
    private static final int MOST_HALVINGS = 10;

    private volatile long lastAt = System.nanoTime();
    private volatile int inVain;
    private volatile @Nullable InetSocketAddress server;

    /**
     * Waits until the next attempt is due.
     *
     * @param servers how many can be tried
     * @return whether it has waited
     */
    boolean awaitTurn(int servers, BooleanSupplier closed) {
        if (inVain < servers) {
            return false;
        }
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!closed.getAsBoolean() && System.nanoTime() - lastAt < PAUSE_NANOS) {
                if (never.await(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /**
     * Among how many servers the time for an attempt is divided: after each two rounds over all of them in vain, among half as
     * many.
     *
     * @param servers how many can be tried
     */
    int shareTime(int servers) {
        int halvings = Math.min(MOST_HALVINGS, inVain / (2 * servers));
        return Math.max(1, (servers + (1 << halvings) - 1) >> halvings);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One handle connects at a time; a lost count costs one attempt.
    void begun(InetSocketAddress tried) {
        inVain++;
        lastAt = System.nanoTime();
        // As it was configured: what a look-up of the address finds later is another name.
        server = InetSocketAddress.createUnresolved(tried.getHostString(), tried.getPort());
    }

    void succeeded() {
        inVain = 0;
    }

    /** The server that was tried most recently. */
    Optional<InetSocketAddress> server() {
        return Optional.ofNullable(server);
    }
}
