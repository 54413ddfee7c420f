// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.integration.project.FatJar;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What three applications of Spring Boot with one leader-only job go through, on any store. */
interface JobRounds {

    Duration WORK = Duration.ofMillis(1_500);
    Duration LINGER = Duration.ofSeconds(1);

    /** Longer than a leadership lasts without the store. */
    Duration LONG_WORK = JobGroup.LEASE.multipliedBy(4);

    /** Where they elect. */
    Store store();

    @Test
    default void aRunEndsBeforeTheNextProcessBegins() throws Exception {
        try (JobGroup group = JobGroup.start(store(), JobSetting.standard())) {
            terminations(group, 1);
            kills(group);
            cuts(group);
        }
    }

    /** Only Baton waits for the run, and interrupts it. */
    @Test
    default void aRunEndsBeforeTheNextProcessBeginsAlsoWhereSpringStopsAllElseMeanwhile() throws Exception {
        try (JobGroup group = JobGroup.start(store(), JobSetting.awaitingTermination(FatJar.newestBoot()))) {
            terminations(group, 2);
        }
    }

    @Tag("faults")
    @ParameterizedTest
    @MethodSource("furtherSettings")
    default void aRunEndsBeforeTheNextProcessBeginsIn(JobSetting setting) throws Exception {
        try (JobGroup group = JobGroup.start(store(), setting)) {
            terminations(group, 2);
        }
    }

    /** All but those of the default build. */
    static List<JobSetting> furtherSettings() {
        String newest = FatJar.newestBoot();
        String oldest = FatJar.bootVersions().get(0);
        return List.of(
                JobSetting.withVirtualThreads(newest),
                JobSetting.on(oldest),
                JobSetting.awaitingTermination(oldest),
                JobSetting.withVirtualThreads(oldest));
    }

    /** Every second run is deaf to interrupts for a second. */
    private static void terminations(JobGroup group, int shortRounds) throws InterruptedException {
        FaultRounds faultRounds = series(group, "SIGTERM", shortRounds, 20);
        int round = 0;
        while (round < faultRounds.rounds()) {
            Duration linger = round % 2 == 0 ? Duration.ZERO : LINGER;
            JobRun run = runOf(group, WORK, linger);
            assertThat(run.thread().startsWith("VirtualThread"))
                    .isEqualTo(group.setting().hasVirtualThreads());
            Await.untilAfter(run.begin(), faultRounds.anyPartOf(WORK.dividedBy(2)));
            int slot = group.slotOf(run);
            long asked = System.nanoTime();
            int exit = group.terminate(slot);
            assertThat(exit).isEqualTo(128 + 15);
            JobRun next = group.awaitSuccessor(run);
            JobRun last = group.lastOf(run);
            long end = last.end().orElseThrow();
            assertThat(end).isLessThan(next.begin());
            if (end < asked) {
                // On a busy machine: the leadership was lost, or the run was over before the signal arrived.
                faultRounds.note("came between two runs, does not count");
                continue;
            }
            round++;
            faultRounds.add(next.begin() - end);
            faultRounds.note("run ended " + millis(end - asked) + " ms after SIGTERM"
                    + (last.interrupt().isPresent() ? ", interrupted" : "")
                    + (linger.isZero() ? "" : ", deaf to interrupts for a second") + ", next began "
                    + millis(next.begin() - end) + " ms later");
        }
        conclude(faultRounds, "from the end of the last run to the begin of the next process's first", group);
    }

    private static void kills(JobGroup group) throws InterruptedException {
        FaultRounds faultRounds = series(group, "kill -9", 1, 20);
        int round = 0;
        while (round < faultRounds.rounds()) {
            JobRun run = runOf(group, WORK, Duration.ZERO);
            Await.untilAfter(run.begin(), faultRounds.anyPartOf(WORK.dividedBy(2)));
            JobProcess process = group.process(group.slotOf(run));
            process.kill();
            JobRun next = group.awaitSuccessor(run);
            long end = group.lastOf(run).end().orElseThrow();
            assertThat(end).isLessThan(next.begin());
            if (end != process.goneAt().orElseThrow()) {
                faultRounds.note("came between two runs, does not count");
                continue;
            }
            round++;
            faultRounds.add(next.begin() - end);
        }
        conclude(faultRounds, "from the kill to the begin of the next process's first run", group);
    }

    private static void cuts(JobGroup group) throws InterruptedException {
        FaultRounds faultRounds = series(group, "the leader cut off", 1, 10);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            JobRun run = runOf(group, LONG_WORK, Duration.ZERO);
            int slot = group.slotOf(run);
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(WORK));
            long cut = System.nanoTime();
            group.store().cut(slot, group);
            JobRun next = group.awaitSuccessor(run);
            JobRun old = group.again(run);
            group.store().heal(slot, group);
            faultRounds.add(next.begin() - cut);
            assertThat(old.interrupt()).as("interrupt of " + old).isPresent();
            assertThat(old.heldAtInterrupt()).as("held when interrupted").isFalse();
            long interrupt = old.interrupt().orElseThrow();
            faultRounds.note("interrupted " + millis(interrupt - cut) + " ms after the cut, next began "
                    + millis(next.begin() - interrupt) + " ms after that");
            assertThat(interrupt).isLessThan(next.begin());
            assertThat(old.end().orElseThrow()).isLessThan(next.begin());
        }
        group.order(WORK, Duration.ZERO);
        conclude(faultRounds, "from the cut to the begin of the next process's first run", group);
    }

    /** One that has these orders and goes on, while all applications run. */
    static JobRun runOf(JobGroup group, Duration work, Duration linger) throws InterruptedException {
        group.replaceGone();
        group.order(work, linger);
        return group.awaitRunBegunAfter(System.nanoTime());
    }

    private static FaultRounds series(JobGroup group, String fault, int shortRounds, int fullRounds) {
        return new FaultRounds(
                group.store() + ", " + group.setting() + ", " + fault + " during a run", shortRounds, fullRounds);
    }

    private static void conclude(FaultRounds faultRounds, String figure, JobGroup group) {
        RunCheck check = group.check();
        faultRounds.conclude(figure, check.toString(), check.violations());
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}
