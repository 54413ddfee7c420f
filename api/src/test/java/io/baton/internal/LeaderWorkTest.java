// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

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

    private void fullTwice() {
        if (told.incrementAndGet() < 3) {
            throw new OutOfMemoryError("thrown by the test");
        }
    }
}
