// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.Leadership;
import io.baton.NotLeaderException;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class LeaderOnlyTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void theLeaderRunsTheMethodUnderItsLeadership() {
        asLeader(Jobs.class, context -> {
            Leadership leadership =
                    context.getBean(LeaderElector.class).leadership().orElseThrow();
            assertThat(context.getBean(Jobs.class).current()).contains(leadership);
            assertThat(calls(context)).isEqualTo(new LeaderOnlyCalls.Counts(1, 0, 0));
        });
    }

    @Test
    void aStandbySkipsAndCounts() {
        asStandby(Jobs.class, context -> {
            Jobs jobs = context.getBean(Jobs.class);
            assertThat(jobs.reference()).isNull();
            assertThat(jobs.current()).isEmpty();
            assertThat(jobs.stage()).isCompletedWithValue(null);
            assertThat(calls(context)).isEqualTo(new LeaderOnlyCalls.Counts(0, 3, 0));
        });
    }

    @Test
    void aStandbyThrowsWhereItIsAskedTo() {
        asStandby(Jobs.class, context -> {
            Jobs jobs = context.getBean(Jobs.class);
            assertThatThrownBy(jobs::orThrow)
                    .isInstanceOf(NotLeaderException.class)
                    .hasMessage("this process does not lead election 'job'");
            assertThat(jobs.stageOrThrow()).isCompletedExceptionally();
        });
    }

    @Test
    void whatTheMethodThrowsIsThrown() {
        asLeader(
                Jobs.class,
                context -> assertThatThrownBy(() -> context.getBean(Jobs.class).fail())
                        .isInstanceOf(IOException.class)
                        .hasMessage("no space"));
    }

    @Test
    void aStageKeepsThePlaceUntilItHasCompleted() {
        asLeader(Jobs.class, context -> {
            Jobs jobs = context.getBean(Jobs.class);
            CompletableFuture<String> stage = jobs.stage();
            assertThat(stage).isSameAs(jobs.pending());
            LeaderElector elector = context.getBean(LeaderElector.class);
            elector.resign();
            await().atMost(BOUND).until(() -> !elector.isLeader());
            assertThat(calls(context)).isEqualTo(new LeaderOnlyCalls.Counts(0, 0, 0));
            jobs.pending().complete("done");
            assertThat(calls(context)).isEqualTo(new LeaderOnlyCalls.Counts(0, 0, 1));
            await().atMost(BOUND).until(elector::isLeader);
        });
    }

    @Test
    void theEndOfTheLeadershipInterruptsTheCall() {
        asLeader(Jobs.class, context -> {
            Jobs jobs = context.getBean(Jobs.class);
            CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(jobs::untilInterrupted);
            await().atMost(BOUND).until(() -> jobs.begun().getCount() == 0);
            context.getBean(LeaderElector.class).resign();
            assertThat(interrupted).succeedsWithin(BOUND).isEqualTo(true);
            assertThat(calls(context)).isEqualTo(new LeaderOnlyCalls.Counts(0, 0, 1));
        });
    }

    @Test
    void aCallThatIsNotToBeInterruptedIsNot() {
        asLeader(Jobs.class, context -> {
            Jobs jobs = context.getBean(Jobs.class);
            CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(jobs::untilNotHeld);
            await().atMost(BOUND).until(() -> jobs.begun().getCount() == 0);
            context.getBean(LeaderElector.class).resign();
            assertThat(interrupted).succeedsWithin(BOUND).isEqualTo(false);
        });
    }

    /** Also where the method works before it returns its stage. */
    @Test
    void aStageThatIsNotToBeInterruptedIsNot() {
        asLeader(Jobs.class, context -> {
            Jobs jobs = context.getBean(Jobs.class);
            CompletableFuture<Boolean> interrupted =
                    CompletableFuture.supplyAsync(() -> jobs.stageUntilNotHeld().join());
            await().atMost(BOUND).until(() -> jobs.begun().getCount() == 0);
            context.getBean(LeaderElector.class).resign();
            assertThat(interrupted).succeedsWithin(BOUND).isEqualTo(false);
        });
    }

    @Test
    void namesHavePlaceholdersAndExpressions() {
        Applications.alone()
                .withUserConfiguration(Named.class)
                .withPropertyValues("app.job=billing")
                .run(context -> assertThat(context.getBean(Baton.class).electors())
                        .extracting(LeaderElector::election)
                        .containsExactly("billing", "billing-2", "default"));
    }

    @Test
    void electorsAreBeansWithTheirElectionAsQualifier() {
        Applications.alone()
                .withUserConfiguration(Named.class, WithElector.class)
                .withPropertyValues("app.job=billing", "baton.elections[a.b].drain-timeout=1s")
                .run(context -> {
                    WithElector.Elector injected = context.getBean(WithElector.Elector.class);
                    assertThat(injected.billing().election()).isEqualTo("billing");
                    assertThat(injected.dotted().election()).isEqualTo("a.b");
                    await().atMost(BOUND).until(injected.dotted()::isLeader);
                });
    }

    @Test
    void classesAndMetaAnnotationsCount() {
        asStandby(Marked.class, context -> {
            assertThat(context.getBean(Marked.class).work()).isNull();
            assertThat(context.getBean(Marked.class)).hasToString("marked");
        });
    }

    private static void asLeader(Class<?> configuration, Consumer<ApplicationContext> test) {
        Applications.alone().withUserConfiguration(configuration).run(context -> {
            await().atMost(BOUND).until(context.getBean(LeaderElector.class)::isLeader);
            test.accept(context);
        });
    }

    private static void asStandby(Class<?> configuration, Consumer<ApplicationContext> test) {
        String store = UUID.randomUUID().toString();
        try (Baton other = Applications.connect(store)) {
            await().atMost(BOUND).until(other.elector("job").start()::isLeader);
            Applications.inStore(store).withUserConfiguration(configuration).run(test::accept);
        }
    }

    private static LeaderOnlyCalls.Counts calls(ApplicationContext context) {
        return context.getBean(LeaderOnlyCalls.class).counts().getOrDefault("job", new LeaderOnlyCalls.Counts(0, 0, 0));
    }

    static class Jobs {
        private final CompletableFuture<String> pending = new CompletableFuture<>();
        private final CountDownLatch begun = new CountDownLatch(1);

        CompletableFuture<String> pending() {
            return pending;
        }

        CountDownLatch begun() {
            return begun;
        }

        @LeaderOnly("job")
        public String reference() {
            return "done";
        }

        @LeaderOnly("job")
        Optional<Leadership> current() {
            return Leadership.current();
        }

        @LeaderOnly("job")
        CompletableFuture<String> stage() {
            return pending;
        }

        @LeaderOnly(value = "job", otherwise = LeaderOnly.Otherwise.THROW)
        void orThrow() {}

        @LeaderOnly(value = "job", otherwise = LeaderOnly.Otherwise.THROW)
        CompletableFuture<String> stageOrThrow() {
            return pending;
        }

        @LeaderOnly("job")
        void fail() throws IOException {
            throw new IOException("no space");
        }

        @LeaderOnly("job")
        Boolean untilInterrupted() {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException e) {
                return !Leadership.current().orElseThrow().isHeld();
            }
        }

        @LeaderOnly(value = "job", interruptOnLoss = false)
        CompletableFuture<Boolean> stageUntilNotHeld() {
            return CompletableFuture.completedFuture(waitUntilNotHeld());
        }

        @LeaderOnly(value = "job", interruptOnLoss = false)
        Boolean untilNotHeld() {
            return waitUntilNotHeld();
        }

        private boolean waitUntilNotHeld() {
            begun.countDown();
            Leadership leadership = Leadership.current().orElseThrow();
            while (leadership.isHeld()) {
                Thread.onSpinWait();
            }
            return Thread.interrupted();
        }
    }

    static class Named {
        @LeaderOnly("${app.job}")
        void placeholder() {}

        @LeaderOnly("#{'${app.job}' + '-' + (1 + 1)}")
        void expression() {}

        @LeaderOnly("${app.none:default}")
        void otherwise() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class WithElector {
        record Elector(LeaderElector billing, LeaderElector dotted) {}

        @Bean
        Elector elector(@Qualifier("billing") LeaderElector billing, @Qualifier("a.b") LeaderElector dotted) {
            return new Elector(billing, dotted);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @LeaderOnly("job")
    @interface Job {}

    @Job
    static class Marked {
        String work() {
            return "done";
        }

        @Override
        public String toString() {
            return "marked";
        }
    }
}
