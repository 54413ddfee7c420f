// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

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
public final class ConnectionAttempts {

    private static final long PAUSE_NANOS = Duration.ofMillis(1_250).toNanos();
    private static final long LOOK_UP_MILLIS = 50;
    private static final int MOST_HALVINGS = 10;

    private volatile long lastAt = System.nanoTime();
    private volatile int inVain;
    private volatile int withoutSession;
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
     * Among how many servers the time for an attempt is divided while a session is opened: after each round over all of them
     * without a session, among half as many, but among two at least, since one may be dead.
     *
     * @param servers how many can be tried
     */
    int shareTime(int servers) {
        int halvings = Math.min(MOST_HALVINGS, withoutSession / servers);
        return Math.max(Math.min(servers, 2), (servers + (1 << halvings) - 1) >> halvings);
    }

    /** A session was opened, with all that belongs to it. */
    void opened() {
        withoutSession = 0;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One handle connects at a time; a lost count costs one attempt.
    void begun(InetSocketAddress tried) {
        inVain++;
        withoutSession++;
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
