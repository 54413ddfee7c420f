// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderOnly;
import io.baton.spring.leaderonly.LeaderOnlyCalls;
import io.baton.spring.leaderonly.LeaderOnlyCalls.Counts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** A job on a schedule in two applications over one store. */
class ScheduledJobTest {

    private final RunLog log = new RunLog();

    @Test
    void theJobRunsInTheLeaderOnlyAndTheOthersCountWhatTheySkip() throws Exception {
        try (Application leader = start("first")) {
            Await.leadership(leader, "billing");
            try (Application standby = start("second")) {
                Await.until("the standby skips", () -> counts(standby).skipped() >= 5);
                int before = log.runs("job", "first").size();
                Await.until("the leader goes on", () -> log.runs("job", "first").size() >= before + 5);
                assertThat(log.runs("job", "second")).isEmpty();
                assertThat(counts(standby).ran()).isZero();
                assertThat(counts(leader).ran()).isGreaterThanOrEqualTo(before + 5);

                leader.shutDown();
                Await.until(
                        "the standby runs the job",
                        () -> !log.runs("job", "second").isEmpty());
            }
        }
        log.assertOneApplicationAtATime();
    }

    private static Counts counts(Application application) {
        return application.bean(LeaderOnlyCalls.class).counts().getOrDefault("billing", new Counts(0, 0, 0));
    }

    private Application start(String name) {
        return ApplicationLauncher.of(Jobs.class)
                .store("scheduled")
                .bean(log)
                .property("spring.application.name", name)
                .start();
    }

    @EnableAutoConfiguration
    @EnableScheduling
    @Import(Job.class)
    static class Jobs {}

    static class Job {

        private final RunLog log;
        private final String name;

        Job(RunLog log, @Value("${spring.application.name}") String name) {
            this.log = log;
            this.name = name;
        }

        @Scheduled(fixedDelay = 10)
        @LeaderOnly("billing")
        void run() {
            log.workFor(name, "job", Duration.ofMillis(5));
        }
    }
}
