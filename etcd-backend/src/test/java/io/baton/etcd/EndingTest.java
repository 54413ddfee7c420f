// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.fixture.Await;
import io.etcd.jetcd.api.LeaseGrantRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How sessions end: after exceptions, before they are open, and without any answer. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class EndingTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration CAP = Duration.ofSeconds(10);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Object> causes = new CopyOnWriteArrayList<>();
    private EtcdServer server;

    @BeforeEach
    void start() throws InterruptedException {
        server = EtcdServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ElectionBackend backend() {
        return new EtcdBackendProvider().create(Map.of("baton.etcd.endpoints", server.endpoint()));
    }

    /** Facts that note what they are told, and throw an error where they are asked to. */
    private SessionFacts throwingAt(String which) {
        return (SessionFacts) Proxy.newProxyInstance(
                SessionFacts.class.getClassLoader(),
                new Class<?>[] {SessionFacts.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("ended")) {
                        causes.add(arguments[0]);
                    }
                    told.add(method.getName());
                    if (method.getName().equals(which)) {
                        throw new StackOverflowError("thrown by " + which);
                    }
                    return null;
                });
    }

    @Test
    void whatIsThrownOnTheStrandEndsTheSessionAndFreesAll() {
        for (String which : List.of("opened", "proven", "ended")) {
            told.clear();
            try (ElectionBackend backend = backend()) {
                BackendSession session = backend.open(Participant.request(), throwingAt(which));
                await().atMost(Await.LONG).until(() -> told.contains("opened"));
                session.prove();
                if (which.equals("ended")) {
                    await().atMost(Await.LONG).until(() -> told.contains("proven"));
                    revokeAll();
                }
                await(which).atMost(Await.LONG).until(() -> told.contains("ended") || told.contains("failed"));
                nothingIsLeft(which);
            }
        }
    }

    @Test
    void aSessionThatLosesItsLeaseBeforeItIsOpenHasEnded() {
        try (CallLog log = CallLog.inFrontOf(server);
                Operator operator = new Operator(server)) {
            log.onAnswer(
                    call -> call.method().equals("Lease/LeaseGrant"),
                    () -> operator.revoke(log.calls("Lease/LeaseGrant")
                            .get(0)
                            .request(LeaseGrantRequest.parser())
                            .getID()));
            endsBeforeItIsOpen(log, "its lease is gone");
        }
    }

    @Test
    void aSessionThatLosesAKeyBeforeItIsOpenHasEnded() {
        try (CallLog log = CallLog.inFrontOf(server);
                Operator operator = new Operator(server)) {
            log.onAnswer(call -> call.method().equals("KV/Txn"), () -> {
                operator.list("baton/.sign/").forEach(heartbeat -> operator.delete(heartbeat.getKey()));
                // The keys are asked for again, but not put again.
                log.network().dropConnections();
            });
            endsBeforeItIsOpen(log, "its keys were deleted");
        }
    }

    private void endsBeforeItIsOpen(CallLog log, String why) {
        try (ElectionBackend backend =
                new EtcdBackendProvider().create(Map.of("baton.etcd.endpoints", log.endpoint()))) {
            BackendSession session = backend.open(Participant.request(), throwingAt("nothing"));
            await().atMost(Await.LONG).until(() -> told.contains("ended"));
            session.close();
            assertThat(told).doesNotContain("opened", "failed").containsOnlyOnce("ended");
            assertThat(causes).singleElement().asString().contains(why);
            nothingIsLeft(why);
        }
    }

    private void revokeAll() {
        try (Operator operator = new Operator(server)) {
            operator.list("baton/.fence/").forEach(fence -> operator.revoke(fence.getLease()));
        }
    }

    private void nothingIsLeft(String which) {
        await("threads after " + which)
                .atMost(CAP)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("baton-etcd")));
        try (Operator operator = new Operator(server)) {
            assertThat(operator.list("baton/.fence/")).as("keys after " + which).isEmpty();
        }
    }

    @Test
    void closingDoesNotWaitForADeadServer() throws Exception {
        closesSoon("a dead server", () -> server.kill());
    }

    @Test
    void closingDoesNotWaitForAFrozenServer() throws Exception {
        closesSoon("a frozen server", () -> server.pause());
    }

    private void closesSoon(String what, Act act) throws Exception {
        SessionRequest request = new SessionRequest(DAY, DAY.dividedBy(6), MonotonicClock.SYSTEM);
        BackendSession session = backend().open(request, throwingAt("nothing"));
        await().atMost(Await.LONG).until(() -> told.contains("opened"));
        act.run();
        long begun = System.nanoTime();
        Thread closing = new Thread(session::close, "closing");
        closing.setDaemon(true);
        closing.start();
        closing.join(Await.LONG.toMillis());
        assertThat(closing.isAlive()).as("still closing").isFalse();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println("closed " + took.toMillis() + " ms after it was asked to, with " + what);
        assertThat(took).isLessThan(CAP);
        assertThat(told).contains("ended");
    }

    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }
}
