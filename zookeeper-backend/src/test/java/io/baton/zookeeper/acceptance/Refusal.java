// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What somebody is told whose request cannot be met, and how soon. */
final class Refusal {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private Refusal() {}

    /** Prints and returns what the call throws, which has to come soon. */
    static AbstractThrowableAssert<?, ? extends Throwable> of(String what, ThrowingCallable call) {
        return within(BOUND, what, call);
    }

    /** As {@link #of}, with a bound of its own. */
    static AbstractThrowableAssert<?, ? extends Throwable> within(Duration bound, String what, ThrowingCallable call) {
        long begun = System.nanoTime();
        Throwable thrown = catchThrowable(call);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println("refused after " + took.toMillis() + " ms: " + what + ": " + thrown);
        assertThat(thrown).as(what).isNotNull();
        assertThat(took).as(what).isLessThan(bound);
        return assertThat(thrown).as(what);
    }
}
