// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.testkit.memory.InMemoryBackend;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After every exception of a backend a connection elects again by itself until it is closed. */
class ThrowingBackendTest extends FaultScenario {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOpeningThatThrowsIsTriedAgain(boolean anError) {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        AtomicInteger failures = new AtomicInteger();
        backend.always("open", () -> {
            if (failures.incrementAndGet() <= 2) {
                (anError ? error() : exception()).run();
            }
        });
        memory.expireSession();
        electedAgain(elector, first);
        assertThat(failures.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void theFirstOpeningMayThrowToo() {
        backend.once("open", error());
        connect();
        lead("good");
    }

    @Test
    void connectNamesWhatTheOpeningsHaveThrown() {
        backend.always("open", exception());
        assertThatThrownBy(() -> connect("baton.connect-timeout", "1s"))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("broken on purpose");
        assertThat(backend.closed.get()).isPositive();
    }

    @Test
    void anOpeningThatBlocksIsGivenUp() {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.once("open", block());
        memory.expireSession();
        electedAgain(elector, first);
        assertThat(backend.opened.get()).isEqualTo(3);
        released.countDown();
        await("the late session is closed", () -> backend.sessionsClosed.get() >= 2);
    }

    @Test
    void aSessionThatThrowsWhenClosedIsReplaced() {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.once("close session", error());
        memory.expireSession();
        electedAgain(elector, first);
    }

    /** Its backend would renew it for ever, and its candidacy would stay the first. */
    @Test
    void aSessionThatIsNotClosedForWantOfMemoryIsClosedLater() {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        AtomicInteger failures = new AtomicInteger();
        backend.always("close session", () -> {
            if (failures.incrementAndGet() <= 2) {
                error().run();
            }
        });
        backend.once("prove", error());
        electedAgain(elector, first);
        assertThat(failures.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aSessionThatDoesNotCloseIsReplaced() {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.once("close session", block());
        memory.expireSession();
        electedAgain(elector, first);
    }

    @Test
    void aConnectionClosesWhateverItsSessionThrows() {
        connect();
        LeaderElector elector = lead("good");
        backend.always("close session", error());
        backend.always("close backend", exception());
        baton().close();
        assertThat(elector.isLeader()).isFalse();
        assertThat(backend.closed.get()).isPositive();
    }

    @Test
    void aProofThatThrowsEndsTheSessionAndAnotherIsOpened() throws Exception {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.once("prove", error());
        assertThat(first.lost().toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo(LossReason.SESSION_LOST);
        electedAgain(elector, first);
    }

    @Test
    void anEntryThatThrowsConcernsItsElectionOnly() {
        connect("baton.lease-duration", "5s");
        LeaderElector good = lead("good");
        Leadership first = good.leadership().orElseThrow();
        AtomicInteger failures = new AtomicInteger();
        backend.always("enter bad", () -> {
            if (failures.incrementAndGet() <= 2) {
                error().run();
            }
        });
        lead("bad");
        assertThat(failures.get()).isEqualTo(3);
        assertThat(first.isHeld()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"takeLeadership bad", "check bad"})
    void aRequestThatThrowsConcernsItsElectionOnly(String request) {
        connect("baton.lease-duration", "5s");
        LeaderElector good = lead("good");
        Leadership first = good.leadership().orElseThrow();
        if (request.startsWith("check")) {
            InMemoryBackend other = new InMemoryBackend(store);
            try (Baton before = Baton.connect(other, Map.of("baton.lease-duration", "5s"))) {
                LeaderElector leads = before.elector("bad").start();
                await("the other leads", leads::isLeader);
                backend.once(request, exception());
                baton().elector("bad").start();
                await("the check has thrown", () -> !backend.isPending(request));
            }
            await(
                    "bad is led",
                    () -> store.candidateQueue(new ElectionName("bad")).queue().stream()
                            .anyMatch(CandidateQueue.QueuedCandidate::leads));
        } else {
            backend.once(request, exception());
            lead("bad");
        }
        assertThat(first.isHeld()).isTrue();
    }

    @Test
    void aReleaseThatThrowsEndsTheSessionSoThatAnotherLeads() {
        connect("baton.resign-backoff", "2s");
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.once("release good", error());
        elector.resign();
        electedAgain(elector, first);
    }

    @Test
    void anObservationThatThrowsIsTriedAgain() {
        connect();
        AtomicInteger told = new AtomicInteger();
        backend.once("observe good", error());
        baton().elector("other").start();
        baton().elector("good").observe(leader -> told.incrementAndGet());
        await("the observer is told", () -> told.get() > 0);
    }
}
