// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rounds of {@link JobRounds}, with the same job under ShedLock and under Spring Integration's leader initiator: their
 * overlaps are printed. Nothing is asserted of them, for they promise something else.
 */
@Tag("faults")
// The first build of a checkout fetches what Maven needs for the applications.
@Timeout(3600)
class OtherLibrariesTest {

    private static final int TERMINATIONS = 20;
    private static final int KILLS = 20;
    private static final int CUTS = 10;

    @Test
    void shedLock(@TempDir Path directory) throws Exception {
        try (Store store = ProxiedStore.shedLock(directory)) {
            allRounds(store);
        }
    }

    @Test
    void leaderInitiator() throws Exception {
        try (Store store = ProxiedStore.leaderInitiator()) {
            allRounds(store);
        }
    }

    private static void allRounds(Store store) throws Exception {
        JobSetting setting = JobSetting.ofOtherLibraries();
        try (JobGroup group = JobGroup.start(store, setting)) {
            terminations(group);
        }
        try (JobGroup group = JobGroup.start(store, setting.withAwaitTermination())) {
            terminations(group);
        }
        try (JobGroup group = JobGroup.start(store, setting)) {
            kills(group);
        }
        try (JobGroup group = JobGroup.start(store, setting)) {
            cuts(group);
        }
    }

    /** Every second run is deaf to interrupts for a second. */
    private static void terminations(JobGroup group) throws InterruptedException {
        for (int round = 0; round < TERMINATIONS; round++) {
            Duration linger = round % 2 == 0 ? Duration.ZERO : JobRounds.LINGER;
            JobRun run = JobRounds.runOf(group, JobRounds.WORK, linger);
            awaitMiddle(run);
            int slot = group.slotOf(run);
            long asked = System.nanoTime();
            group.terminate(slot);
            JobRun next = group.awaitSuccessor(run);
            print(group, "SIGTERM", asked, group.lastOf(run), next);
        }
        conclude(group, "SIGTERM");
    }

    private static void kills(JobGroup group) throws InterruptedException {
        for (int round = 0; round < KILLS; round++) {
            JobRun run = JobRounds.runOf(group, JobRounds.WORK, Duration.ZERO);
            awaitMiddle(run);
            long asked = System.nanoTime();
            group.process(group.slotOf(run)).kill();
            JobRun next = group.awaitSuccessor(run);
            print(group, "kill -9", asked, group.lastOf(run), next);
        }
        conclude(group, "kill -9");
    }

    private static void cuts(JobGroup group) throws InterruptedException {
        for (int round = 0; round < CUTS; round++) {
            JobRun run = JobRounds.runOf(group, JobRounds.LONG_WORK, Duration.ZERO);
            awaitMiddle(run);
            int slot = group.slotOf(run);
            long asked = System.nanoTime();
            group.store().cut(slot, group);
            JobRun next = group.awaitSuccessor(run);
            Await.untilTrue("the end of " + run, () -> !group.again(run).isOpen());
            group.store().heal(slot, group);
            print(group, "the leader cut off", asked, group.again(run), next);
        }
        conclude(group, "the leader cut off");
    }

    private static void awaitMiddle(JobRun run) throws InterruptedException {
        Await.untilAfter(run.begin(), JobRounds.WORK.dividedBy(2));
    }

    private static void print(JobGroup group, String fault, long asked, JobRun old, JobRun next) {
        System.out.println(
                group.store() + ", " + fault + ": run ended " + millis(old.end().orElseThrow() - asked)
                        + " ms after, next began " + millis(next.begin() - asked) + " ms after");
    }

    private static void conclude(JobGroup group, String fault) {
        RunCheck check = group.check();
        System.out.println(group.store() + " on " + group.setting() + ", " + fault + ": "
                + check.overlaps().size()
                + " overlaps in " + check.runs() + " runs, the job changed hands " + check.changes()
                + " times, the longest overlap lasted " + millis(check.overlapNanos()) + " ms");
        assertThat(check.runs()).isPositive();
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}
