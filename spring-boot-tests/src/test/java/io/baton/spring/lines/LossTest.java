// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderOnly;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What a running job sees of the end of its leadership. The applications bring their own connections, which tests cut. */
class LossTest {

    private final RunLog log = new RunLog();
    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);

    @Test
    void aRunningJobIsInterruptedAndSeesThatNothingIsHeldWhenItsProcessResigns() throws Exception {
        try (Application application = start("first", new InMemoryBackend(store))) {
            Await.until("both jobs run", () -> log.isUnderWay("interrupted") && log.isUnderWay("uninterrupted"));
            assertThat(log.runs("interrupted")).isEmpty();
            application.bean(Baton.class).electors().forEach(elector -> elector.resign());
            assertTheEndIsSeen();
        }
    }

    @Test
    void aRunningJobIsInterruptedBeforeAnotherInstanceRunsItWhenTheStoreIsCutOff() throws Exception {
        InMemoryBackend backend = new InMemoryBackend(store);
        try (Application cutOff = start("first", backend)) {
            Await.until("both jobs run", () -> log.isUnderWay("interrupted") && log.isUnderWay("uninterrupted"));
            try (Application other = start("second", new InMemoryBackend(store))) {
                backend.cutOff();
                assertTheEndIsSeen();
                // On a busy machine the runs that have ended are those of an earlier leadership.
                Await.until(
                        "the one that is cut off leads no more",
                        () -> !cutOff.bean(Baton.class)
                                .find("interrupted")
                                .orElseThrow()
                                .isLeader());
                Await.leadership(other, "interrupted");
                Await.until("the other one runs the job", () -> log.isUnderWay("interrupted"));
                backend.heal();
            }
        }
        assertThat(log.runs("interrupted", "second")).isNotEmpty();
        log.assertOneApplicationAtATime();
    }

    private void assertTheEndIsSeen() {
        Await.until(
                "both have ended",
                () -> !log.runs("interrupted", "first").isEmpty()
                        && !log.runs("uninterrupted", "first").isEmpty());
        RunLog.Run interrupted = log.runs("interrupted", "first").get(0);
        assertThat(interrupted.interrupted()).isTrue();
        assertThat(interrupted.held()).isFalse();
        RunLog.Run uninterrupted = log.runs("uninterrupted", "first").get(0);
        assertThat(uninterrupted.interrupted()).isFalse();
        assertThat(uninterrupted.held()).isFalse();
    }

    private Application start(String name, InMemoryBackend backend) {
        return ApplicationLauncher.of(Jobs.class)
                .bean(log)
                .bean(backend)
                .property("spring.application.name", name)
                .property("spring.task.scheduling.pool.size", 2)
                // Spring waits for running jobs before the elections are left, and these end only then.
                .property("spring.lifecycle.timeout-per-shutdown-phase", "1s")
                .start();
    }

    @EnableAutoConfiguration
    @EnableScheduling
    @Configuration(proxyBeanMethods = false)
    @Import(LongJobs.class)
    static class Jobs {

        @Bean
        Baton baton(InMemoryBackend backend) {
            return Baton.connect(backend, Map.of("baton.resign-backoff", "200ms"));
        }
    }

    static class LongJobs {

        private static final Duration LONG = Duration.ofSeconds(60);

        private final AtomicBoolean interrupted = new AtomicBoolean();
        private final AtomicBoolean uninterrupted = new AtomicBoolean();
        private final RunLog log;
        private final String name;

        LongJobs(RunLog log, @Value("${spring.application.name}") String name) {
            this.log = log;
            this.name = name;
        }

        @Scheduled(fixedRate = 20)
        @LeaderOnly("interrupted")
        public void run() {
            oneAtATime(interrupted, () -> log.workFor(name, "interrupted", LONG));
        }

        @Scheduled(fixedRate = 20)
        @LeaderOnly(value = "uninterrupted", interruptOnLoss = false)
        public void runWhileHeld() {
            oneAtATime(uninterrupted, () -> log.workWhileHeld(name, "uninterrupted"));
        }

        /** With virtual threads Spring has fixed delays share one thread, and a fixed rate begins anew while a run goes on. */
        private static void oneAtATime(AtomicBoolean busy, Runnable run) {
            if (busy.compareAndSet(false, true)) {
                try {
                    run.run();
                } finally {
                    busy.set(false);
                }
            }
        }
    }
}
