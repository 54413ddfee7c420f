// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.fixture.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InMemoryBackendTest {

    private static final Map<String, String> SHORT_LEASE = Map.of("baton.lease-duration", "3s");

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final InMemoryBackend first = new InMemoryBackend(store);
    private final InMemoryBackend second = new InMemoryBackend(store);
    private final List<Baton> open = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        open.forEach(Baton::close);
        first.close();
        second.close();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(memoryThreads()).isEmpty());
        assertThat(store.candidateQueue(new ElectionName("reports")).queue()).isEmpty();
    }

    @Test
    void theSecondLeadsWhenTheFirstCloses() throws InterruptedException {
        Baton one = connect(first);
        Leadership earlier = elector(one).awaitLeadership();
        LeaderElector waiting = elector(connect(second));
        assertThat(waiting.isLeader()).isFalse();

        one.close();
        Leadership later = waiting.awaitLeadership();

        assertThat(earlier.isHeld()).isFalse();
        assertThat(later.token().value()).isGreaterThan(earlier.token().value());
    }

    @Test
    void aProcessThatIsCutOffLosesItsSessionAndLeadsAgainAfterHealing() throws InterruptedException {
        LeaderElector cut = elector(connect(first));
        Leadership earlier = cut.awaitLeadership();
        Baton two = connect(second);
        LeaderElector waiting = elector(two);

        first.cutOff();
        Leadership later = waiting.awaitLeadership();
        assertThat(earlier.isHeld()).isFalse();
        assertThat(store.sessions()).containsExactly(second.session().orElseThrow());

        first.heal();
        two.close();
        assertThat(cut.awaitLeadership().token().value())
                .isGreaterThan(later.token().value());
    }

    @Test
    void anExpiredSessionIsReplaced() throws InterruptedException {
        LeaderElector elector = elector(connect(first));
        Leadership earlier = elector.awaitLeadership();
        String session = first.session().orElseThrow();

        assertThat(first.expireSession()).isTrue();
        await().atMost(Await.LONG).until(() -> !earlier.isHeld());
        assertThat(elector.awaitLeadership().token().value())
                .isGreaterThan(earlier.token().value());
        assertThat(first.session()).isPresent().isNotEqualTo(Optional.of(session));
    }

    @Test
    void aCandidacyDeletedByHandEndsTheLeadership() throws InterruptedException {
        LeaderElector elector = elector(connect(first));
        Leadership earlier = elector.awaitLeadership();

        store.deleteCandidacy(new ElectionName("reports"), earlier.token().value());

        await().atMost(Await.LONG).until(() -> !earlier.isHeld());
        assertThat(elector.awaitLeadership().token().value())
                .isGreaterThan(earlier.token().value());
    }

    @Test
    void aShortCutIsSurvived() throws InterruptedException {
        Leadership leadership = elector(connect(first)).awaitLeadership();
        first.cutOff();
        first.heal();
        long proofs = store.requests().getOrDefault("Prove", 0L);
        await().atMost(Await.LONG).until(() -> store.requests().getOrDefault("Prove", 0L) > proofs + 3);
        assertThat(leadership.isHeld()).isTrue();
    }

    @Test
    void aRaisedFloorIsUnderEveryLaterToken() throws InterruptedException {
        Baton baton = connect(first);
        assertThat(baton.raiseTokenFloor("reports", 1_000)).isEqualTo(1_000);
        assertThat(baton.raiseTokenFloor("reports", 500)).isEqualTo(1_000);
        assertThat(elector(baton).awaitLeadership().token().value()).isGreaterThan(1_000);
    }

    @Test
    void configurationsWithTheSameStoreNameMeet() throws InterruptedException {
        BackendProvider provider = ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("memory"))
                .findFirst()
                .orElseThrow();
        assertThat(provider.keys()).containsExactly("baton.memory.store");

        Map<String, String> configuration = Map.of("baton.backend", "memory", "baton.memory.store", "a shared one");
        try (Baton one = Baton.connect(configuration);
                Baton two = Baton.connect(configuration)) {
            long token = elector(one).awaitLeadership().token().value();
            assertThat(two.elector("reports").leader().orElseThrow().token().value())
                    .isEqualTo(token);
        }
    }

    private Baton connect(InMemoryBackend backend) {
        Baton baton = Baton.connect(backend, SHORT_LEASE);
        open.add(baton);
        return baton;
    }

    private static LeaderElector elector(Baton baton) {
        return baton.elector("reports").start();
    }

    private static List<String> memoryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("baton-"))
                .toList();
    }
}
