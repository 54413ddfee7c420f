// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.etcd.server.Operator;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An entry that was handed to a frozen member is given up, made elsewhere, and left again. When the member wakes, it may
 * still carry the first one out, under a lease that lives: an entry of no candidate would keep all others waiting.
 */
@Timeout(900)
class LateEntryTest {

    private static final String LATE = "late/";
    private static final Duration REQUEST = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** For a member that has woken to carry out what had piled up. */
    private static final Duration WAKING = Duration.ofSeconds(1);

    private static EtcdCluster cluster;

    @BeforeAll
    static void start() {
        cluster = EtcdCluster.start(EtcdSpec.standard().elections(Duration.ofMillis(50), Duration.ofMillis(500)));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aLateEntryLeavesNoGhost() throws Exception {
        FaultRounds faultRounds = new FaultRounds("entry handed to a frozen member", 2, 10);
        int landed = 0;
        for (int round = 0; round < faultRounds.rounds(); round++) {
            String election = "late-entry-" + round;
            EtcdServer frozen = cluster.followers().get(0);
            List<EtcdServer> others = cluster.members().stream()
                    .filter(member -> member != frozen)
                    .toList();
            try (Baton baton = connect(Stream.concat(Stream.of(frozen), others.stream()));
                    Store store = Store.at(others.get(0))) {
                enterWhile(frozen, baton, election, round % 2 == 0);
                landed += store.operator().list(LATE + election).size();
                Await.untilTrue("no ghosts", () -> store.queueKeys(election).isEmpty());
                faultRounds.note("another led after " + lead(others, store, election) / 1_000_000 + " ms");
            }
        }
        faultRounds.note(landed + " of " + faultRounds.rounds() + " late writes that rest on nothing were carried out");
    }

    /** The elector is closed and the member awake when this returns. */
    private static void enterWhile(EtcdServer frozen, Baton baton, String election, boolean untilElected)
            throws InterruptedException {
        Operator operator = new Operator(frozen);
        try {
            operator.list(LATE);
            frozen.pause();
            putLate(operator, LATE + election);
            try (LeaderElector elector = baton.elector(election).start()) {
                if (untilElected) {
                    assertThat(elector.awaitLeadership(LONG)).isPresent();
                }
            }
        } finally {
            operator.close();
            frozen.resume();
        }
        Await.untilAfter(System.nanoTime(), WAKING);
        frozen.awaitServing();
    }

    /** As the entry is: sent, and given up after the request timeout. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for what is given up.
    private static void putLate(Operator operator, String key) {
        KVGrpc.newFutureStub(operator.channel())
                .withDeadlineAfter(REQUEST.toMillis(), TimeUnit.MILLISECONDS)
                .put(PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .build());
    }

    private static long lead(List<EtcdServer> members, Store store, String election) throws InterruptedException {
        long begun = System.nanoTime();
        try (Baton another = connect(members.stream());
                LeaderElector elector = another.elector(election).start()) {
            assertThat(elector.awaitLeadership(LONG)).isPresent();
            long took = System.nanoTime() - begun;
            assertThat(store.queueKeys(election)).hasSize(1);
            return took;
        }
    }

    private static Baton connect(Stream<EtcdServer> members) {
        return Baton.connect(Map.of(
                "baton.backend",
                "etcd",
                ProcessElections.ENDPOINTS,
                members.map(EtcdServer::endpoint).collect(Collectors.joining(",")),
                "baton.lease-duration",
                "6s",
                "baton.request-timeout",
                REQUEST.toMillis() + "ms"));
    }
}
