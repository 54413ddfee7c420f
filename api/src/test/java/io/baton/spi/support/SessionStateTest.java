// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionStateTest {

    private static final String ENDED = "ended[java.lang.IllegalStateException: cause]";
    private static final String FAILED = "failed[java.lang.IllegalStateException: cause]";
    private static final String CLOSED = "ended[java.lang.IllegalStateException: the session was closed]";
    private static final SessionGrant GRANT =
            new SessionGrant("session", Duration.ofSeconds(10), Duration.ofSeconds(5));

    private final IllegalStateException cause = new IllegalStateException("cause");
    private final ManualStrand carrier = new ManualStrand();
    private final ToldFacts told = new ToldFacts();
    private final NotedResources resources = new NotedResources();
    private final SessionState state =
            new SessionState(new Strand(carrier, fault -> told.note("fault")), told.as(SessionFacts.class), resources);

    private void close() {
        state.close();
        carrier.runTasks();
    }

    private void opened() {
        state.opened(GRANT);
        told.all().clear();
    }

    @Test
    void aSessionIsToldToBeOpenOnce() {
        state.opened(GRANT);
        state.opened(GRANT);
        assertThat(told.all()).containsExactly("opened[" + GRANT + "]");
        assertThat(state.isOver()).isFalse();
    }

    @Test
    void aSessionThatWasOpenHasEndedAndIsToldBeforeItIsFreed() {
        opened();
        state.end(cause);
        assertThat(told.all()).containsExactly(ENDED, "first", "second", "leaves", "client");
        assertThat(state.isOver()).isTrue();
        assertThat(carrier.isStopped()).isTrue();
    }

    @Test
    void aSessionThatIsRefusedBeforeItIsOpenHasFailed() {
        state.refuse(cause);
        state.opened(GRANT);
        assertThat(told.all()).containsExactly(FAILED, "first", "second", "leaves", "client");
    }

    @Test
    void aSessionThatIsRefusedLaterHasEnded() {
        opened();
        state.refuse(cause);
        assertThat(told.all()).containsExactly(ENDED, "first", "second", "leaves", "client");
    }

    @Test
    void aSessionThatIsLostBeforeItIsOpenHasEnded() {
        state.end(cause);
        state.opened(GRANT);
        assertThat(told.all()).containsExactly(ENDED, "first", "second", "leaves", "client");
    }

    @Test
    void anEndIsToldOnce() {
        opened();
        state.end(cause);
        state.end(cause);
        close();
        assertThat(told.all()).containsOnlyOnce(ENDED).doesNotContain(CLOSED);
    }

    @Test
    void aSessionThatIsClosedIsToldWhenNothingIsLeftOfIt() {
        opened();
        resources.waits = true;
        close();
        state.end(cause);
        assertThat(told.all()).containsExactly("first", "second", "leaves, closed");
        assertThat(carrier.isStopped()).isFalse();
        resources.done.forEach(Runnable::run);
        resources.done.forEach(Runnable::run);
        close();
        assertThat(told.all()).containsExactly("first", "second", "leaves, closed", "client", CLOSED);
        assertThat(carrier.isStopped()).isTrue();
    }

    @Test
    void aSessionThatIsClosedBeforeItIsOpenIsNotTold() {
        close();
        assertThat(told.all()).containsExactly("first", "second", "leaves, closed", "client");
        assertThat(carrier.isStopped()).isTrue();
    }

    @Test
    void noStepThatThrowsKeepsAnotherFromBeingCarriedOut() {
        opened();
        told.throwAt("ended");
        resources.thrower = "all";
        state.end(cause);
        assertThat(told.all()).containsExactly(ENDED, "first", "second", "leaves", "client");
        assertThat(carrier.isStopped()).isTrue();
    }

    @Test
    void aCloseWhoseStepsThrowIsToldAllTheSame() {
        opened();
        resources.thrower = "all";
        close();
        assertThat(told.all()).containsExactly("first", "second", "leaves, closed", "client", CLOSED);
        assertThat(carrier.isStopped()).isTrue();
    }

    @Test
    void stepsThatCannotBeNamedKeepNothingElseFromEnding() {
        opened();
        resources.thrower = "steps";
        state.end(cause);
        assertThat(told.all()).containsExactly(ENDED, "leaves", "client");
        assertThat(carrier.isStopped()).isTrue();
    }

    @Test
    void onlyACloserFromElsewhereWaitsForTheEnd() throws InterruptedException {
        Strand strand = new Strand("closed-session", fault -> told.note("fault"));
        resources.strand = strand;
        SessionState session = new SessionState(strand, told.as(SessionFacts.class), resources);
        CountDownLatch closedOnTheStrand = new CountDownLatch(1);
        resources.waits = true;
        strand.run(() -> {
            session.close();
            closedOnTheStrand.countDown();
        });
        assertThat(closedOnTheStrand.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(resources.waited).isZero();
        strand.run(() -> resources.done.forEach(Runnable::run));
        session.close();
        assertThat(resources.waited).isEqualTo(1);
        assertThat(told.all()).containsExactly("first", "second", "leaves, closed", "client");
    }

    @Test
    void anInterruptEndsTheWaitOfACloserAndIsKept() {
        Strand strand = new Strand("interrupted-session", fault -> told.note("fault"));
        resources.strand = strand;
        resources.waits = true;
        SessionState session = new SessionState(strand, told.as(SessionFacts.class), resources);
        Thread.currentThread().interrupt();
        session.close();
        assertThat(Thread.interrupted()).isTrue();
        strand.stop();
    }

    /** What is let go of, in the order of the calls. */
    private final class NotedResources implements SessionState.Resources {

        private final List<Runnable> done = new ArrayList<>();
        private String thrower = "";
        private boolean waits;
        private int waited;
        private Strand strand = new Strand(carrier, fault -> told.note("fault"));

        private void note(String what) {
            told.note(what);
            if (thrower.equals("all")) {
                throw new StackOverflowError("thrown at " + what);
            }
        }

        @Override
        public List<Runnable> endSteps(Throwable why) {
            if (thrower.equals("steps")) {
                throw new OutOfMemoryError("thrown by the steps");
            }
            return List.of(() -> note("first"), () -> note("second"));
        }

        @Override
        public void leaveStore(boolean closed, Runnable free) {
            done.add(free);
            note(closed ? "leaves, closed" : "leaves");
            if (!waits) {
                free.run();
            }
        }

        @Override
        public void closeClient() {
            note("client");
        }

        @Override
        public void awaitStop() throws InterruptedException {
            waited++;
            strand.awaitStop(Duration.ofSeconds(30));
        }
    }
}
