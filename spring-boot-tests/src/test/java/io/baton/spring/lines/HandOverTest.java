// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderOnly;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** When the leader's application is closed, the next one runs the job after the old run has ended, never beside it. */
class HandOverTest {

    private static final Duration RUN = Duration.ofMillis(300);
    private static final String PLATFORM_THREADS = "spring.threads.virtual.enabled";
    private static final String AWAIT_TERMINATION = "spring.task.scheduling.shutdown.await-termination";
    private static final String AWAIT_PERIOD = "spring.task.scheduling.shutdown.await-termination-period";

    private final RunLog log = new RunLog();
    private final String store = UUID.randomUUID().toString();

    static Stream<Arguments> shutdowns() {
        return Stream.of(
                Arguments.of("defaults", Map.of()),
                Arguments.of("platform threads", Map.of(PLATFORM_THREADS, false)),
                Arguments.of("await", Map.of(AWAIT_TERMINATION, true)),
                Arguments.of("await, platform threads", Map.of(AWAIT_TERMINATION, true, PLATFORM_THREADS, false)),
                Arguments.of("await with a bound", Map.of(AWAIT_TERMINATION, true, AWAIT_PERIOD, "100ms")),
                Arguments.of("graceful", Map.of("server.shutdown", "graceful")),
                Arguments.of("graceful and await", Map.of("server.shutdown", "graceful", AWAIT_TERMINATION, true)),
                Arguments.of("immediate", Map.of("server.shutdown", "immediate")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shutdowns")
    void noRunOfTheSuccessorBeginsBeforeTheOldRunHasEnded(String name, Map<String, Object> settings) throws Exception {
        try (Application leader = start("first", settings);
                Application standby = start("second", settings)) {
            assertThat(standby.get("/actuator/health").statusCode()).isEqualTo(200);
            Await.until("all jobs run", () -> Jobs.NAMES.stream().allMatch(log::isUnderWay));
            leader.shutDown();
            Await.until(
                    "the successor has run all jobs",
                    () -> Jobs.NAMES.stream()
                            .noneMatch(job -> log.runs(job, "second").isEmpty()));
        }
        assertThat(log.runs("fixed-delay", "first")).isNotEmpty();
        log.assertOneApplicationAtATime();
    }

    @Test
    void aRequestThatIsUnderWayEndsBeforeTheSuccessorsBegins() throws Exception {
        Map<String, Object> graceful = Map.of("server.shutdown", "graceful");
        try (Application leader = start("first", graceful);
                Application standby = start("second", graceful)) {
            FutureTask<HttpResponse<String>> request = inBackground(() -> leader.get("/work"));
            Await.until("the request is under way", () -> log.isUnderWay("request"));
            leader.shutDown();
            assertThat(request.get().body()).isEqualTo("done");
            Await.leadership(standby, "request");
            assertThat(standby.get("/work").body()).isEqualTo("done");
        }
        assertThat(log.runs("request")).hasSize(2);
        assertThat(log.runs("request", "first").get(0).interrupted()).isFalse();
        log.assertOneApplicationAtATime();
    }

    private Application start(String name, Map<String, Object> settings) throws InterruptedException {
        Application application = ApplicationLauncher.of(Jobs.class)
                .store(store)
                .bean(log)
                .property("spring.application.name", name)
                .property("spring.task.scheduling.pool.size", Jobs.NAMES.size())
                .properties(settings)
                .start();
        if (name.equals("first")) {
            Await.leadership(application, "request");
        }
        return application;
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "test-request");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @EnableAutoConfiguration
    @EnableScheduling
    @Import({ScheduledJobs.class, Requests.class})
    static class Jobs {
        static final List<String> NAMES = List.of("fixed-delay", "fixed-rate", "stubborn");
    }

    static class ScheduledJobs {

        private final RunLog log;
        private final String name;

        ScheduledJobs(RunLog log, @Value("${spring.application.name}") String name) {
            this.log = log;
            this.name = name;
        }

        @Scheduled(fixedDelay = 20)
        @LeaderOnly("fixed-delay")
        void withFixedDelay() {
            log.workFor(name, "fixed-delay", RUN);
        }

        @Scheduled(fixedRate = 200)
        @LeaderOnly("fixed-rate")
        public void withFixedRate() {
            log.workFor(name, "fixed-rate", RUN);
        }

        // With virtual threads all jobs with a fixed delay share one thread, and the two would never run at once.
        @Scheduled(fixedRate = 200)
        @LeaderOnly("stubborn")
        public void withoutRegardForInterrupts() {
            log.workStubbornlyFor(name, "stubborn", RUN);
        }
    }

    @RestController
    static class Requests {

        private final RunLog log;
        private final String name;

        Requests(RunLog log, @Value("${spring.application.name}") String name) {
            this.log = log;
            this.name = name;
        }

        @GetMapping("/work")
        @LeaderOnly("request")
        public String work() {
            log.workFor(name, "request", RUN);
            return "done";
        }
    }
}
