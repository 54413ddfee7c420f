// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a process tries to connect while the store is away, and how soon it stands again. */
@Timeout(900)
class StoreAwayTest {

    /** Quick attempts may still save a leadership then. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    @Test
    @Tag("short")
    void aStoreThatIsAwayIsNotStormed() throws Exception {
        storms(Duration.ofSeconds(20));
    }

    @Test
    @Tag("faults")
    void aStoreThatIsAwayForMinutesIsNotStormed() throws Exception {
        storms(Duration.ofMinutes(5));
    }

    private static void storms(Duration away) throws Exception {
        try (EtcdServer server = EtcdServer.start()) {
            List<Gate> gates =
                    IntStream.range(0, 3).mapToObj(i -> new Gate(server)).toList();
            Configuration configuration = Configuration.of("etcd")
                    .with("baton.lease-duration", "4s")
                    .with(
                            "baton.etcd.endpoints",
                            gates.stream().map(Gate::endpoint).collect(Collectors.joining(",")));
            try (Baton baton = configuration.connect()) {
                LeaderElector elector = baton.elector("away").start();
                assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
                gates.forEach(Gate::count);
                server.kill();
                long killed = System.nanoTime();
                Await.untilAfter(killed, FIRST);
                long quick = attempts(gates);
                Await.untilAfter(killed, FIRST.plus(away));
                long slow = attempts(gates) - quick;
                server.restart();
                long served = System.nanoTime();
                assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
                System.out.println(quick + " attempts in the first " + FIRST.toSeconds() + " s, " + slow + " in "
                        + away.toSeconds() + " s after that; leads " + (System.nanoTime() - served) / 1_000_000
                        + " ms after the store has come");
                assertThat(slow).isLessThanOrEqualTo(away.toSeconds() + 1);
            } finally {
                gates.forEach(Gate::close);
            }
        }
    }

    private static long attempts(List<Gate> gates) {
        return gates.stream().mapToLong(Gate::attempts).sum();
    }

    /** A way to a server that counts the connections; while the server is away they are accepted and ended at once. */
    private static final class Gate implements AutoCloseable {

        private final TcpProxy network;
        private long before;

        Gate(EtcdServer server) {
            network = TcpProxy.to(server.address());
        }

        String endpoint() {
            return "http://127.0.0.1:" + network.port();
        }

        void count() {
            before = network.connections();
        }

        long attempts() {
            return network.connections() - before;
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
