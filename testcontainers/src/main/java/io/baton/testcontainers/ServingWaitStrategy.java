// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.rnorth.ducttape.TimeoutException;
import org.rnorth.ducttape.unreliables.Unreliables;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** Waits until a ZooKeeper server says in which mode it serves; one of an ensemble does so once it follows a leader. */
final class ServingWaitStrategy extends AbstractWaitStrategy {

    private static final int ANSWER_MILLIS = 2_000;

    @Override
    protected void waitUntilReady() {
        try {
            Unreliables.retryUntilTrue(
                    (int) startupTimeout.toSeconds(),
                    TimeUnit.SECONDS,
                    () -> getRateLimiter().getWhenReady(this::serves));
        } catch (TimeoutException e) {
            throw new ContainerLaunchException("ZooKeeper did not serve within " + startupTimeout, e);
        }
    }

    private boolean serves() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            waitStrategyTarget.getHost(), waitStrategyTarget.getMappedPort(ZooKeeperContainer.PORT)),
                    ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII).contains("Mode: ");
        }
    }
}
