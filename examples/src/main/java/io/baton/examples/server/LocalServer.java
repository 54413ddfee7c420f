// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What starting a server on this machine takes, whichever it is. Safe for use by many threads. */
public final class LocalServer {

    private static final Duration START_BOUND = Duration.ofSeconds(40);

    private LocalServer() {}

    /**
     * Waits until a server that was started serves.
     *
     * @throws DemoFailure if it ends or does not serve in time; it is closed then
     */
    public static void awaitServing(String what, ChildProcess server, BooleanSupplier serves) {
        long start = System.nanoTime();
        while (!serves.getAsBoolean()) {
            if (!server.isAlive() || System.nanoTime() - start > START_BOUND.toNanos()) {
                server.close();
                throw new DemoFailure("the " + what + " server does not serve");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Below the range from which outgoing connections get their ports. */
    public static int freePort() {
        while (true) {
            int port = 20_000 + ThreadLocalRandom.current().nextInt(12_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException taken) {
                // Another one, then.
            }
        }
    }
}
