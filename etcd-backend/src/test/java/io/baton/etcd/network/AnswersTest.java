// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.EtcdBackendProvider;
import io.baton.etcd.server.EtcdServer;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session tells that servers answer, and which one it asks. */
@Timeout(300)
class AnswersTest {

    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration APART = Duration.ofMillis(250);

    @Test
    void isToldWhileAServerAnswersAndNotLonger() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (EtcdServer server = EtcdServer.start();
                TcpProxy network = TcpProxy.to(server.address());
                ElectionBackend backend = new EtcdBackendProvider()
                        .create(Map.of("baton.etcd.endpoints", "http://localhost:" + network.port()));
                BackendSession session = backend.open(
                        new SessionRequest(LEASE, Duration.ofSeconds(1), MonotonicClock.SYSTEM), facts(told))) {
            long begun = System.nanoTime();
            Await.untilTrue("a session", () -> told.contains("opened"));
            assertThat(session.server()).contains("http://localhost:" + network.port() + " (127.0.0.1)");
            Await.untilTrue("three renewals", () -> answers(told) >= 3);
            ask(session, 200);
            long most = Duration.ofNanos(System.nanoTime() - begun).dividedBy(APART) + 1;
            assertThat(answers(told)).isLessThanOrEqualTo(most);
            network.cut();
            Await.untilAfter(System.nanoTime(), APART);
            long before = answers(told);
            Await.untilAfter(System.nanoTime(), LEASE.dividedBy(2));
            assertThat(answers(told)).isEqualTo(before);
            network.heal();
            Await.untilTrue("an answer", () -> answers(told) > before);
        }
    }

    private static void ask(BackendSession session, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            session.candidates(new ElectionName("asked")).toCompletableFuture().get();
        }
    }

    private static long answers(List<String> told) {
        return told.stream().filter("answered"::equals).count();
    }

    private static SessionFacts facts(List<String> told) {
        return (SessionFacts) Proxy.newProxyInstance(
                SessionFacts.class.getClassLoader(),
                new Class<?>[] {SessionFacts.class},
                (proxy, method, arguments) -> {
                    told.add(method.getName());
                    return null;
                });
    }
}
