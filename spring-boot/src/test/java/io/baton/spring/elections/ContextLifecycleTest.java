// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.spring.LeadershipElectedEvent;
import io.baton.spring.LeadershipLostEvent;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Contexts that are lazy, that are stopped, and that stand below another one. */
class ContextLifecycleTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String store = UUID.randomUUID().toString();

    private ApplicationContextRunner application() {
        return withoutBaton().withBean("baton", Baton.class, this::connect);
    }

    private static ApplicationContextRunner withoutBaton() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ElectionsAutoConfiguration.class));
    }

    private Baton connect() {
        return Baton.connect(Map.of(
                "baton.backend", "memory",
                "baton.memory.store", store,
                "baton.lease-duration", "20s"));
    }

    @Test
    void aLazyContextStandsInWhatItsConfigurationNames() {
        application()
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("baton.elections.billing.drain-timeout=1s")
                .run(context ->
                        assertThat(context.getBean(Baton.class).find("billing")).isPresent());
    }

    @Test
    void aContextThatIsStoppedAndStartedRunsWithoutItsElections() {
        application()
                .withBean(Billing.class)
                .withBean(ThreadPoolTaskScheduler.class)
                .run(context -> {
                    LeaderElector billing = context.getBean(LeaderElector.class);
                    await().atMost(BOUND).until(billing::isLeader);
                    context.getSourceApplicationContext().stop();
                    assertThat(billing.isLeader()).isFalse();
                    context.getSourceApplicationContext().start();
                    assertThat(context.getBean(ThreadPoolTaskScheduler.class).isRunning())
                            .isTrue();
                    assertThat(context.getBean(Billing.class).send()).isEmpty();
                });
    }

    @Test
    void aContextBelowUsesTheElectorsOfTheOneAboveAndLeavesThemToIt() {
        application().withBean(Billing.class).withBean(Heard.class).run(above -> {
            LeaderElector billing = above.getBean(LeaderElector.class);
            await().atMost(BOUND).until(billing::isLeader);
            withoutBaton().withParent(above).withBean("below", Billing.class).run(below -> {
                assertThat(below.getBean(ElectorRegistry.class)).isSameAs(above.getBean(ElectorRegistry.class));
                assertThat(below.getBean("below", Billing.class).send()).contains("sent");
            });
            assertThat(billing.isLeader()).isTrue();
            assertThat(above.getBean(Heard.class).events).hasSize(1);
        });
    }

    /** The connection of a context above is not this context's to close. */
    @Test
    void aContextLeavesTheElectionsButNotTheConnectionOfTheOneAbove() {
        GenericApplicationContext above = new GenericApplicationContext();
        above.registerBean("baton", Baton.class, this::connect);
        above.refresh();
        try (above) {
            withoutBaton()
                    .withParent(above)
                    .withBean(Billing.class)
                    .run(below -> await().atMost(BOUND).until(below.getBean(LeaderElector.class)::isLeader));
            Baton baton = above.getBean(Baton.class);
            assertThat(baton.find("billing").filter(LeaderElector::isLeader)).isEmpty();
            await().atMost(BOUND).until(baton.elector("reports").start()::isLeader);
        }
    }

    @Test
    void anApplicationMayHaveBeansOfTheseNames() {
        application()
                .withBean("electionEvents", String.class, () -> "of the application")
                .withBean("electorRegistry", String.class, () -> "of the application")
                .withBean("electionLifecycle", String.class, () -> "of the application")
                .withBean(Billing.class)
                .run(context -> await().atMost(BOUND).until(context.getBean(LeaderElector.class)::isLeader));
    }

    @Test
    void theEndOfALeadershipIsHeardBeforeTheBeansOfItsListenersEnd() {
        Heard[] heard = new Heard[1];
        application().withBean(Billing.class).withBean(Heard.class).run(context -> {
            heard[0] = context.getBean(Heard.class);
            await().atMost(BOUND).until(() -> heard[0].events.size() == 1);
        });
        assertThat(heard[0].events).containsExactly("elected", "lost", "destroyed");
    }

    static class Billing {
        @LeaderOnly("billing")
        Optional<String> send() {
            return Optional.of("sent");
        }
    }

    static class Heard implements AutoCloseable {
        private final List<String> events = new CopyOnWriteArrayList<>();

        @EventListener
        void on(LeadershipElectedEvent elected) {
            events.add("elected");
        }

        /** As long as it takes to tell another system. */
        @EventListener
        void on(LeadershipLostEvent lost) throws InterruptedException {
            assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
            events.add("lost");
        }

        @Override
        public void close() {
            events.add("destroyed");
        }
    }
}
