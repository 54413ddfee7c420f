// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.FencingToken;
import io.baton.spi.MonotonicClock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaderWorkTest {

    private final DefaultLeadership held =
            new DefaultLeadership("election", new FencingToken(1), MonotonicClock.SYSTEM, Long.MAX_VALUE);
    private final LeaderWork work = new LeaderWork();
    private final AtomicInteger told = new AtomicInteger();

    /** The place in the queue would be kept for ever otherwise. */
    @Test
    void whatCannotBeToldForWantOfMemoryIsToldWhenThereIsMemory() throws Exception {
        Callable<String> running = work.begin(held, true, () -> {
                    work.end(this::fullTwice);
                    return "returned";
                })
                .orElseThrow();
        assertThat(running.call()).isEqualTo("returned");
        assertThat(told).hasValue(3);
        assertThat(Thread.interrupted()).as("interrupted outside the work").isFalse();
    }

    @Test
    void anEndThatCannotBeToldIsToldWhenItIsRepeated() {
        assertThatThrownBy(() -> work.end(this::fullTwice)).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(work::leaveExiting).isInstanceOf(OutOfMemoryError.class);
        work.leaveExiting();
        work.leaveExiting();
        assertThat(told).hasValue(3);
    }

    @Test
    void workThatIsNotToBeInterruptedIsNotAndKeepsThePlaceUntilItReturns() throws Exception {
        Callable<Boolean> running = work.begin(held, false, () -> {
                    work.end(told::incrementAndGet);
                    return Thread.currentThread().isInterrupted() || told.get() > 0;
                })
                .orElseThrow();
        assertThat(running.call())
                .as("interrupted, or told before it has returned")
                .isFalse();
        assertThat(told).hasValue(1);
    }

    @Test
    void workThatIsNotToBeInterruptedIsNotByTheEndOfWorkInsideIt() throws Exception {
        LeaderWork inner = new LeaderWork();
        Callable<Boolean> running = work.begin(held, false, () -> {
                    Callable<Boolean> nested = inner.begin(held, true, () -> {
                                work.end(told::incrementAndGet);
                                inner.end(told::incrementAndGet);
                                return Thread.currentThread().isInterrupted();
                            })
                            .orElseThrow();
                    assertThat(nested.call())
                            .as("the inner work is interrupted")
                            .isTrue();
                    return Thread.currentThread().isInterrupted();
                })
                .orElseThrow();
        assertThat(running.call()).as("the outer work is interrupted").isFalse();
    }

    @Test
    void workInsideWorkThatIsInterruptedIsInterruptedWithIt() throws Exception {
        Callable<Boolean> running = work.begin(held, true, () -> {
                    Callable<Boolean> nested = work.begin(held, false, () -> {
                                work.end(told::incrementAndGet);
                                return Thread.currentThread().isInterrupted();
                            })
                            .orElseThrow();
                    assertThat(nested.call()).as("the thread").isTrue();
                    return Thread.currentThread().isInterrupted();
                })
                .orElseThrow();
        assertThat(running.call()).as("after the inner work").isTrue();
        assertThat(Thread.interrupted()).as("outside the work").isFalse();
    }

    private void fullTwice() {
        if (told.incrementAndGet() < 3) {
            throw new OutOfMemoryError("thrown by the test");
        }
    }
}
