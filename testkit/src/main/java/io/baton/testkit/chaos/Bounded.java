// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting within a bound, asked less often than {@link io.baton.testkit.fixture.Await} does: each question costs a read. */
final class Bounded {

    private static final Duration EVERY = Duration.ofMillis(20);

    private Bounded() {}

    /**
     * The first answer.
     *
     * @throws org.awaitility.core.ConditionTimeoutException when the bound has passed without one
     */
    static <T> Optional<T> until(String what, Duration bound, Callable<Optional<T>> question) {
        return Awaitility.await(what)
                .atMost(bound)
                .pollDelay(Duration.ZERO)
                .pollInterval(EVERY)
                .pollInSameThread()
                .until(question, Optional::isPresent);
    }
}
