// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that keep theirs over a restart. They lie below the range from which outgoing connections get
 * theirs: otherwise a client that keeps trying a dead server's port can take it, or even connect to itself.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    // Builds that run side by side begin at different places.
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private static final Queue<DatagramSocket> CLAIMS = new ConcurrentLinkedQueue<>();

    private FreePorts() {}

    /** A loopback port that was free a moment ago and that no JVM which lives has been handed out. */
    public static int next() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    private static boolean isFree(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return isClaimed(address);
        } catch (IOException taken) {
            return false;
        }
    }

    /** A socket of the other protocol with the same number keeps it from other JVMs, until this one ends. */
    private static boolean isClaimed(InetSocketAddress address) throws IOException {
        DatagramSocket claim = new DatagramSocket(null);
        try {
            claim.bind(address);
            CLAIMS.add(claim);
            return true;
        } catch (SocketException claimed) {
            claim.close();
            return false;
        }
    }
}
