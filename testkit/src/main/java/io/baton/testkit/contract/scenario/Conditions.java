// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.BatonException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Conditions that must come true, or stay true, within a bound that the test states. */
public final class Conditions {

    private static final Duration POLL = Duration.ofMillis(2);

    private Conditions() {}

    /** Waits until the condition is true; a store that does not answer counts as false. */
    public static void await(String what, Duration atMost, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(atMost)
                    .ignoreExceptionsInstanceOf(BatonException.class)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + atMost + ": " + what, e);
        }
    }

    /** Fails as soon as the condition is not true within the given time. */
    public static void staysTrue(String what, Duration during, BooleanSupplier condition) {
        long end = System.nanoTime() + during.toNanos();
        do {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("not true any more: " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        } while (System.nanoTime() < end);
    }
}
