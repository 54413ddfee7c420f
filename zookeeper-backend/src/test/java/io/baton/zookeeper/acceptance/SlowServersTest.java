// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.testkit.fault.TcpProxy;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that take long to open a session, as with TLS on a busy machine. */
@Timeout(180)
class SlowServersTest {

    private static final int SERVERS = 3;

    /** ZooKeeper's client gives each of three servers a third, two seconds. */
    private static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration DELAY = Duration.ofMillis(2_400);

    @Test
    void areReachedThoughTheyAlwaysTakeLongerThanTheirShareOfTheLease() throws Exception {
        List<TcpProxy> ways = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            // What every session of an election's root needs is there.
            Connecting.to(server.connectString()).connect().close();
            for (int i = 0; i < SERVERS; i++) {
                TcpProxy way = TcpProxy.to(server.address());
                way.delayReplies(DELAY);
                ways.add(way);
            }
            long begun = System.nanoTime();
            try (Baton baton = Connecting.to(connectString(ways))
                    .with("baton.connect-timeout", "120s")
                    .with("baton.lease-duration", LEASE.toMillis() + "ms")
                    .connect()) {
                System.out.println("reached after " + (System.nanoTime() - begun) / 1_000_000 + " ms and "
                        + ways.stream().mapToLong(TcpProxy::connections).sum() + " connections");
                assertThat(baton.status().session()).isPresent();
            }
        } finally {
            ways.forEach(TcpProxy::close);
        }
    }

    private static String connectString(List<TcpProxy> ways) {
        return ways.stream().map(way -> "127.0.0.1:" + way.port()).collect(Collectors.joining(","));
    }
}
