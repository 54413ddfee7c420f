// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.spring.LeaderChangedEvent;
import io.baton.spring.LeadershipElectedEvent;
import io.baton.spring.LeadershipLostEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** Application events about leaderships. */
class EventsTest {

    private static final Duration LEASE = Duration.ofSeconds(2);

    @Test
    void eventsOfEachLeadershipComePairedAndInOrder() throws Exception {
        Listener listener = new Listener();
        try (Application application = start("events", listener)) {
            LeaderElector elector = application.bean(Baton.class).find("told").orElseThrow();
            Leadership first = Await.leadership(application, "told");
            Await.until("the election is told", () -> listener.own.contains(new LeadershipElectedEvent(first)));
            elector.resign();
            Await.until("the next leadership is told", () -> listener.own.size() >= 3);
            Leadership second = ((LeadershipElectedEvent) listener.own.get(2)).leadership();
            assertThat(listener.own)
                    .startsWith(
                            new LeadershipElectedEvent(first),
                            new LeadershipLostEvent(first, LossReason.RESIGNED),
                            new LeadershipElectedEvent(second));
            assertThat(second.token()).isGreaterThan(first.token());
            Await.until(
                    "the change of leaders is told",
                    () -> listener.changes.stream()
                            .anyMatch(change -> change.leader().isPresent()));
        }
        assertThat(listener.own).hasSize(4);
        assertThat(listener.own.get(3)).isInstanceOfSatisfying(LeadershipLostEvent.class, lost -> {
            assertThat(lost.reason()).isEqualTo(LossReason.CLOSED);
            assertThat(lost.leadership().isHeld()).isFalse();
        });
    }

    @Test
    void aListenerThatBlocksDoesNotKeepLeadershipsFromBeingRenewed() throws Exception {
        Listener listener = new Listener();
        CountDownLatch blocked = new CountDownLatch(1);
        listener.blocked = blocked;
        try (Application application = launcher(Told.class, "blocked", listener)
                .property("baton.lease-duration", LEASE.toMillis() + "ms")
                .start()) {
            Leadership leadership = Await.leadership(application, "told");
            Await.until("the listener blocks", () -> !listener.own.isEmpty());
            long end = System.nanoTime() + LEASE.toNanos() + LEASE.toNanos() / 2;
            Await.until("more than a lease has passed", () -> System.nanoTime() - end > 0);
            assertThat(leadership.isHeld()).isTrue();
            blocked.countDown();
        }
    }

    @Test
    void anotherApplicationIsToldWhoLeads() throws Exception {
        Listener observer = new Listener();
        try (Application leader = start("observed", new Listener());
                Application standby = start("observed", observer)) {
            Leadership leadership = Await.leadership(leader, "told");
            Await.until(
                    "the standby knows the leader",
                    () -> observer.changes.stream()
                            .anyMatch(change -> change.leader()
                                    .filter(told -> told.token().equals(leadership.token()))
                                    .isPresent()));
            assertThat(standby.bean(Listener.class).own).isEmpty();
            assertThat(observer.changes).allMatch(change -> change.election().equals("told"));
        }
    }

    @Test
    void anApplicationThatTakesLongToStartIsToldWhoHasLedMeanwhile() throws Exception {
        Listener observer = new Listener();
        try (Application leader = start("slow", new Listener())) {
            Leadership leadership = Await.leadership(leader, "told");
            try (Application slow = launcher(ToldLate.class, "slow", observer).start()) {
                Await.until(
                        "the leader is told",
                        () -> observer.changes.stream()
                                .anyMatch(change -> change.leader().isPresent()));
                assertThat(slow.bean(Asking.class).leader().token()).isEqualTo(leadership.token());
            }
        }
    }

    private static Application start(String store, Listener listener) {
        return launcher(Told.class, store, listener).start();
    }

    private static ApplicationLauncher launcher(Class<?> configuration, String store, Listener listener) {
        return ApplicationLauncher.of(configuration)
                .store(store)
                .bean(listener)
                .property("baton.resign-backoff", "100ms");
    }

    @EnableAutoConfiguration
    @Import(Job.class)
    static class Told {}

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import(Job.class)
    static class ToldLate {

        /** Is not made before the store has told the elector who leads. */
        @Bean
        Asking asking(@Qualifier("told") LeaderElector elector) throws InterruptedException {
            Leader leader = elector.leader().orElseThrow();
            assertThat(elector.candidates()).hasSize(1);
            return new Asking(leader);
        }
    }

    record Asking(Leader leader) {}

    static class Job {

        @LeaderOnly("told")
        public void run() {}
    }

    static class Listener {

        private final List<Object> own = new CopyOnWriteArrayList<>();
        private final List<LeaderChangedEvent> changes = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch blocked = new CountDownLatch(0);

        @EventListener
        void elected(LeadershipElectedEvent event) throws InterruptedException {
            own.add(event);
            blocked.await();
        }

        @EventListener
        void lost(LeadershipLostEvent event) {
            own.add(event);
        }

        @EventListener
        void changed(LeaderChangedEvent event) {
            changes.add(event);
        }
    }
}
