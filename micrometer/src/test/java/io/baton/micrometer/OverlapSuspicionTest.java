// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.memory.InMemoryBackend;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts where one holder is not the only one, and only there. */
class OverlapSuspicionTest {

    private final Processes processes = new Processes();
    private final AtomicInteger counted = new AtomicInteger();
    private final OverlapSuspicion suspicion = new OverlapSuspicion(counted::incrementAndGet);
    private final HandMadeElector elector = new HandMadeElector();

    @AfterEach
    void close() {
        processes.close();
    }

    @Test
    void aNewerLeaderBesideAHeldLeadershipIsCountedOnce() {
        elector.hold(new HandMadeLeadership(5));
        suspicion.named(new FencingToken(6));
        suspicion.check(elector);
        suspicion.check(elector);
        assertThat(counted).hasValue(1);
        suspicion.named(new FencingToken(8));
        suspicion.check(elector);
        assertThat(counted).hasValue(2);
    }

    @Test
    void theOwnLeadershipAndOlderOnesAreNoOverlap() {
        elector.hold(new HandMadeLeadership(5));
        suspicion.named(new FencingToken(4));
        suspicion.named(new FencingToken(5));
        suspicion.check(elector);
        assertThat(counted).hasValue(0);
    }

    @Test
    void aLeadershipThatIsNotHeldAnyMoreIsNoOverlap() {
        HandMadeLeadership ended = new HandMadeLeadership(5);
        elector.hold(ended);
        ended.end();
        suspicion.named(new FencingToken(6));
        suspicion.check(elector);
        assertThat(counted).hasValue(0);
    }

    @Test
    void aLeadershipThatBeginsBehindANewerOneIsCounted() {
        suspicion.named(new FencingToken(6));
        suspicion.check(elector);
        elector.hold(new HandMadeLeadership(5));
        suspicion.check(elector);
        assertThat(counted).hasValue(1);
    }

    @Test
    void theMeterCountsWhatAnObserverIsTold() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (BatonMetrics metrics = new BatonMetrics(processes.connect(), "memory")) {
            metrics.bindTo(registry);
            metrics.watch(elector);
            elector.hold(new HandMadeLeadership(5));
            elector.tell(5);
            assertThat(suspected(registry).count()).isZero();
            elector.tell(6);
            assertThat(suspected(registry).count()).isEqualTo(1);
        }
    }

    @Test
    void theMeterStaysZeroOverManyHandOvers() throws InterruptedException {
        List<MeterRegistry> registries = new ArrayList<>();
        List<InMemoryBackend> backends = new ArrayList<>();
        List<LeaderElector> electors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            InMemoryBackend backend = processes.backend();
            Baton baton =
                    processes.connect(backend, Map.of("baton.lease-duration", "400ms", "baton.resign-backoff", "1ms"));
            electors.add(baton.elector("billing").start());
            registries.add(new SimpleMeterRegistry());
            new BatonMetrics(baton, "memory").bindTo(registries.get(i));
            backends.add(backend);
        }
        int handOvers = 60;
        for (int i = 0; i < handOvers; i++) {
            LeaderElector leader = leading(electors);
            InMemoryBackend itsBackend = backends.get(electors.indexOf(leader));
            leader.leadership().ifPresent(held -> end(held, leader, itsBackend));
            itsBackend.heal();
        }
        Conditions.await("counted", Processes.SOON, () -> elections(registries) >= handOvers);
        assertThat(registries)
                .allSatisfy(registry -> assertThat(suspected(registry).count()).isZero());
    }

    /** Every fifth hand-over is one of a process that hears nothing from the store. */
    private static void end(Leadership held, LeaderElector leader, InMemoryBackend itsBackend) {
        if (held.token().value() % 5 == 0) {
            itsBackend.cutOff();
        } else {
            leader.resign();
        }
        Conditions.await("the leadership has ended", Processes.SOON, () -> !held.isHeld());
    }

    private static LeaderElector leading(List<LeaderElector> electors) {
        List<LeaderElector> found = new ArrayList<>();
        Conditions.await("one leads", Processes.SOON, () -> {
            electors.stream().filter(LeaderElector::isLeader).forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static double elections(List<MeterRegistry> registries) {
        return registries.stream()
                .mapToDouble(
                        registry -> registry.get("baton.elections").counter().count())
                .sum();
    }

    private static Counter suspected(MeterRegistry registry) {
        return registry.get("baton.overlap.suspected")
                .tag("election", "billing")
                .counter();
    }
}
