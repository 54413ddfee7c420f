// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.LeaderOnly;
import io.baton.Leadership;
import io.baton.NotLeaderException;
import io.baton.spring.leaderonly.LeaderOnlyCalls;
import io.baton.spring.leaderonly.LeaderOnlyCalls.Counts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What calls of leader-only methods answer in the process that leads and in one that does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkippedCallsTest {

    private final Application leader = start();
    private final Application standby = start();

    @BeforeAll
    void theFirstLeads() throws InterruptedException {
        Await.leadership(leader, "answers");
        Await.leadership(leader, "throws");
    }

    @AfterAll
    void close() {
        standby.close();
        leader.close();
    }

    private static Application start() {
        return ApplicationLauncher.of(Configuration.class).store("skipped").start();
    }

    @Test
    void theLeaderRunsTheMethodUnderItsLeadership() throws Exception {
        Answers answers = leader.bean(Answers.class);
        long token = Await.leadership(leader, "answers").token().value();
        assertThat(answers.reference()).isEqualTo("ran under " + token);
        assertThat(answers.optional()).contains("ran under " + token);
        assertThat(answers.future().get(60, TimeUnit.SECONDS)).isEqualTo("ran under " + token);
        assertThat(answers.stage().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isEqualTo("ran under " + token);
        assertThat(answers.list()).containsExactly("ran under " + token);
    }

    @Test
    void aStandbySkipsTheMethodAndAnswersNothing() throws Exception {
        Answers answers = standby.bean(Answers.class);
        answers.nothing();
        assertThat(answers.reference()).isNull();
        assertThat(answers.list()).isNull();
        assertThat(answers.optional()).isEmpty();
        assertThat(answers.future().get(60, TimeUnit.SECONDS)).isNull();
        assertThat(answers.stage().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isNull();
    }

    @Test
    void aStandbyThrowsWhereTheMethodSaysSo() {
        Throwing throwing = standby.bean(Throwing.class);
        assertThatExceptionOfType(NotLeaderException.class).isThrownBy(throwing::nothing);
        assertThatExceptionOfType(NotLeaderException.class).isThrownBy(throwing::number);
        CompletableFuture<String> future = throwing.future();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> future.get(60, TimeUnit.SECONDS))
                .withCauseInstanceOf(NotLeaderException.class);
    }

    @Test
    void theLeaderRunsMethodsThatWouldThrowElsewhere() throws Exception {
        Throwing throwing = leader.bean(Throwing.class);
        throwing.nothing();
        assertThat(throwing.number()).isEqualTo(7);
        assertThat(throwing.future().get(60, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void whatTheMethodThrowsReachesTheCaller() {
        Answers answers = leader.bean(Answers.class);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(answers::failing)
                .withMessage("of the job");
    }

    @Test
    void callsAreCountedByElectionInEachProcess() {
        Counted counted = standby.bean(Counted.class);
        counted.run();
        counted.run();
        leader.bean(Counted.class).run();
        assertThat(counts(standby)).containsEntry("counted", new Counts(0, 2, 0));
        assertThat(counts(leader)).containsEntry("counted", new Counts(1, 0, 0));
    }

    private static Map<String, Counts> counts(Application application) {
        return application.bean(LeaderOnlyCalls.class).counts();
    }

    @EnableAutoConfiguration
    @Import({Answers.class, Throwing.class, Counted.class})
    static class Configuration {}

    @LeaderOnly("answers")
    static class Answers {

        public void nothing() {}

        public @Nullable String reference() {
            return ran();
        }

        public @Nullable List<String> list() {
            return List.of(ran());
        }

        public Optional<String> optional() {
            return Optional.of(ran());
        }

        public CompletableFuture<@Nullable String> future() {
            return CompletableFuture.completedFuture(ran());
        }

        public CompletionStage<@Nullable String> stage() {
            return CompletableFuture.completedFuture(ran());
        }

        public void failing() throws IOException {
            throw new IOException("of the job");
        }

        private static String ran() {
            return "ran under " + Leadership.current().orElseThrow().token();
        }
    }

    static class Throwing {

        @LeaderOnly(value = "throws", otherwise = LeaderOnly.Otherwise.THROW)
        public void nothing() {}

        @LeaderOnly(value = "throws", otherwise = LeaderOnly.Otherwise.THROW)
        public Integer number() {
            return 7;
        }

        @LeaderOnly(value = "throws", otherwise = LeaderOnly.Otherwise.THROW)
        public CompletableFuture<String> future() {
            return CompletableFuture.completedFuture("ran");
        }
    }

    static class Counted {

        @LeaderOnly("counted")
        public void run() {}
    }
}
