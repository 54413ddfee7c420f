// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** One connection over a backend that breaks its promises as a test orders. */
class FaultScenario {

    static final Duration SOON = Duration.ofSeconds(30);

    final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    final InMemoryBackend memory = new InMemoryBackend(store);
    final FaultyBackend backend = new FaultyBackend(memory);
    final CountDownLatch released = new CountDownLatch(1);
    final List<Baton> connected = new ArrayList<>();

    @AfterEach
    void close() {
        released.countDown();
        connected.forEach(Baton::close);
    }

    void connect(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("baton.lease-duration", "1s", "baton.connect-timeout", "10s"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        connected.add(Baton.connect(backend, all));
    }

    Baton baton() {
        return connected.get(0);
    }

    LeaderElector lead(String election) {
        LeaderElector elector = baton().elector(election).start();
        await(election + " is led", elector::isLeader);
        return elector;
    }

    static void await(String what, Callable<Boolean> condition) {
        Conditions.await(what, SOON, condition);
    }

    static void electedAgain(LeaderElector elector, Leadership before) {
        await(
                "elected again",
                () -> elector.leadership()
                        .filter(now -> now.token().value() > before.token().value())
                        .isPresent());
    }

    static Runnable error() {
        return () -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
    }

    static Runnable exception() {
        return () -> {
            throw new IllegalStateException("broken on purpose");
        };
    }

    Runnable block() {
        return () -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
