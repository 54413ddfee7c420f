// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.GrpcProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Elections through {@code etcd grpc-proxy}, which answers some calls itself. */
@Timeout(600)
@SuppressWarnings("NullAway.Init")
class GrpcProxyTest {

    private static final Duration STEADY = Duration.ofSeconds(32);

    private EtcdServer server;
    private Store store;
    private GrpcProxy proxy;
    private ProcessElection processElection;

    @BeforeEach
    void start() throws InterruptedException {
        server = EtcdServer.start();
        store = Store.at(server);
        proxy = GrpcProxy.inFrontOf(server.endpoint());
        processElection = ProcessElections.of("through-a-proxy");
        processElection.join(proxy.endpoint());
        processElection.join(proxy.endpoint());
        store.awaitPlaces(processElection.election(), 2);
    }

    @AfterEach
    void stop() {
        processElection.close();
        proxy.close();
        store.close();
        server.close();
    }

    /** Eight leases. */
    @Test
    void sessionsOutliveManyLeases() {
        Set<Long> sessions = store.sessions();
        Term term = processElection.term();
        Await.untilAfter(System.nanoTime(), STEADY);
        assertThat(store.sessions()).isEqualTo(sessions);
        assertThat(processElection.isLast(term)).isTrue();
        assertThat(processElection.check().violations()).isEmpty();
    }

    @Test
    void aLeaderThatResignsOrIsKilledIsFollowed() {
        Term first = processElection.term();
        long resigned = System.nanoTime();
        first.worker().resign();
        Term second = processElection.termAfter(first);
        System.out.println(
                "through a proxy: resignation to onElected " + millis(second.electedAt() - resigned) + " ms");
        store.awaitPlaces(processElection.election(), 2);
        Worker killed = second.worker();
        long at = System.nanoTime();
        killed.kill();
        Term third = processElection.termAfter(second);
        System.out.println("through a proxy: kill to onElected " + millis(third.electedAt() - at) + " ms");
        assertThat(third.worker()).isNotSameAs(killed);
        assertThat(processElection.check().violations()).isEmpty();
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
