// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.ElectorOptions;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No duration is too long: beyond what a clock can count it means for ever. */
class DurationBoundsTest {

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration LONGEST_IN_NANOS = Duration.ofNanos(Long.MAX_VALUE);

    private final Connections connections = new Connections();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        connections.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndlessDrainTimeoutReleasesNothingEarly(boolean nanos) throws InterruptedException {
        ElectorOptions options =
                ElectorOptions.DEFAULTS.withDrainTimeout(nanos ? LONGEST_IN_NANOS : FOREVER, OnDrainTimeout.RELEASE);
        LeaderElector elector =
                connections.connect().elector("billing", options).start();
        Leadership leadership = elector.awaitLeadership(Connections.SOON).orElseThrow();
        CountDownLatch begun = new CountDownLatch(1);
        elector.whileLeader(held -> {
            begun.countDown();
            awaitEnd();
        });
        begun.await();
        LeaderElector next = connections.connect().elector("billing").start();
        elector.resign();
        Conditions.await("lost", Connections.SOON, () -> !leadership.isHeld());
        Conditions.staysTrue("the next waits", Connections.SOON.dividedBy(20), () -> !next.isLeader());
        end.countDown();
        assertThat(next.awaitLeadership(Connections.SOON)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndlessResignBackOffKeepsOut(boolean nanos) throws InterruptedException {
        ElectorOptions options = ElectorOptions.DEFAULTS.withResignBackoff(nanos ? LONGEST_IN_NANOS : FOREVER);
        LeaderElector elector =
                connections.connect().elector("billing", options).start();
        Leadership leadership = elector.awaitLeadership(Connections.SOON).orElseThrow();
        elector.resign();
        Conditions.await("lost", Connections.SOON, () -> !leadership.isHeld());
        Conditions.staysTrue("stays out", Connections.SOON.dividedBy(20), () -> !elector.isLeader());
        assertThat(elector.candidates()).isEmpty();
    }

    @Test
    void everyDurationCanBeWaitedFor() throws InterruptedException {
        LeaderElector elector = connections.connect().elector("billing").start();
        assertThat(elector.awaitLeadership(FOREVER)).isPresent();
        LeaderElector second = connections.connect().elector("billing").start();
        assertThat(second.awaitLeadership(Duration.ofSeconds(Long.MIN_VALUE))).isEmpty();
        assertThat(second.awaitLeadership(Duration.ofNanos(-1))).isEmpty();
    }

    @Test
    void connectMayWaitForEver() {
        String longest = FOREVER.toString();
        assertThat(connections.connect(Map.of("baton.connect-timeout", longest, "baton.drain-timeout", longest)))
                .isNotNull();
    }

    private void awaitEnd() {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                // Goes on until the test ends it.
            }
        }
    }
}
