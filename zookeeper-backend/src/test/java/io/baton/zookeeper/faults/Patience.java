// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting, as these tests do it. */
final class Patience {

    /** For what will come, but may take its time on a busy machine. */
    static final Duration LONG = Duration.ofSeconds(60);

    private Patience() {}

    /** The first answer. */
    static <T> T until(String what, Callable<Optional<T>> question) {
        return waiting(what).until(question, Optional::isPresent).orElseThrow();
    }

    static void untilTrue(String what, Callable<Boolean> question) {
        waiting(what).until(question);
    }

    /** Until that much after a moment. */
    static void untilAfter(long moment, Duration time) {
        long end = moment + time.toNanos();
        waiting("the time").until(() -> System.nanoTime() - end >= 0);
    }

    private static ConditionFactory waiting(String what) {
        return Awaitility.await(what)
                .atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .pollInSameThread();
    }
}
