// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spi.ElectionName;
import io.baton.testkit.memory.InMemoryBackend;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A session that tells nothing is replaced, an answer that is lost is not waited for, and questions do not outlive those who asked. */
class SilentBackendTest extends FaultScenario {

    @Test
    void aSessionThatTellsNothingIsReplaced() {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.deaf = true;
        await("the leadership is lost", () -> !elector.isLeader());
        await("another session is opened", () -> backend.opened.get() > 1);
        backend.deaf = false;
        electedAgain(elector, first);
    }

    @Test
    void anIdleSessionThatTellsNothingIsReplaced() {
        connect();
        backend.deaf = true;
        await("another session is opened", () -> backend.opened.get() > 1);
        backend.deaf = false;
        lead("good");
    }

    @Test
    void checksThatNoServerHasAnsweredKeepNoSession() {
        connect("baton.lease-duration", "2s", "baton.request-timeout", "100ms");
        try (Baton other = Baton.connect(new InMemoryBackend(store), Map.of())) {
            LeaderElector leads = other.elector("waited-for").start();
            await("the other leads", leads::isLeader);
            baton().elector("waited-for").start();
            await(
                    "it waits",
                    () -> store.candidateQueue(new ElectionName("waited-for"))
                                    .queue()
                                    .size()
                            == 2);
            backend.deaf = true;
            await("another session is opened", () -> {
                backend.entrant().positionChanged();
                return backend.opened.get() > 1;
            });
            backend.deaf = false;
        }
        await("it leads", () -> baton().find("waited-for").orElseThrow().isLeader());
    }

    @Test
    void anOpeningThatTellsNothingIsGivenUp() {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.once("open", () -> backend.deaf = true);
        memory.expireSession();
        await("a third session is opened", () -> {
            if (backend.opened.get() > 1 && !backend.isPending("open")) {
                backend.always("open", () -> backend.deaf = false);
            }
            return backend.opened.get() > 2;
        });
        electedAgain(elector, first);
    }

    @Test
    void anEntryThatIsNeverAnsweredIsLookedFor() {
        connect("baton.request-timeout", "100ms");
        backend.loses("position");
        lead("good");
        assertThat(backend.hasLost("position")).isTrue();
        assertThat(backend.opened.get()).isEqualTo(1);
    }

    @Test
    void aBidThatIsNeverAnsweredIsGivenUp() {
        connect("baton.request-timeout", "100ms");
        backend.loses("tookLeadership");
        lead("good");
        assertThat(backend.hasLost("tookLeadership")).isTrue();
        assertThat(backend.opened.get()).isEqualTo(1);
    }

    @Test
    void aReleaseDoesNotWaitForeverForTheAnswerToAnotherRequest() {
        connect("baton.request-timeout", "100ms");
        backend.loses("position");
        LeaderElector elector = baton().elector("good").start();
        await("the entry is not answered", () -> backend.hasLost("position"));
        elector.close();
        connected.add(Baton.connect(new InMemoryBackend(store), Map.of()));
        LeaderElector next = connected.get(1).elector("good").start();
        await("the next candidate leads", next::isLeader);
        assertThat(backend.opened.get()).isEqualTo(1);
    }

    @Test
    void aReleaseThatIsNeverAnsweredIsMadeAgain() {
        connect("baton.request-timeout", "100ms");
        LeaderElector elector = lead("good");
        backend.loses("gone");
        elector.resign();
        await("the release is not answered", () -> backend.hasLost("gone"));
        await("the candidate leads again", elector::isLeader);
        assertThat(backend.opened.get()).isEqualTo(1);
    }

    @Test
    void anIdleSessionIsKept() throws Exception {
        connect();
        LeaderElector elector = lead("good");
        elector.close();
        CountDownLatch waited = new CountDownLatch(1);
        assertThat(waited.await(5, TimeUnit.SECONDS)).isFalse();
        assertThat(backend.opened.get()).isEqualTo(1);
    }

    @Test
    void aQuestionWhoseCallerWasToldThatItFailedIsNeverSent() {
        connect("baton.request-timeout", "100ms");
        backend.always("open", exception());
        memory.expireSession();
        await("the session is gone", () -> backend.opened.get() > 1);
        LeaderElector elector = baton().elector("good");
        assertThatThrownBy(elector::leader).isInstanceOf(BatonException.class);
        assertThatThrownBy(() -> baton().raiseTokenFloor("good", 7)).isInstanceOf(BatonException.class);
        backend.never("open");
        lead("other");
        assertThat(backend.asked()).isEmpty();
    }

    @Test
    void aQuestionThatThrowsFailsAlone() throws Exception {
        connect();
        LeaderElector elector = lead("good");
        Leadership first = elector.leadership().orElseThrow();
        backend.once("leader good", error());
        assertThatThrownBy(elector::leader).isInstanceOf(BatonException.class);
        assertThat(elector.leader()).isPresent();
        assertThat(first.isHeld()).isTrue();
    }

    /** The last elector leaves while the session is ended; the connection is closed from inside that. */
    @Test
    void aSessionThatEndsWhileTheLastElectorLeavesIsClosedOnce() {
        connect();
        lead("good");
        backend.once("release good", exception());
        baton().close();
        await("the backend is closed", () -> backend.closed.get() == 1);
        assertThat(backend.sessionsClosed).hasValue(1);
    }
}
