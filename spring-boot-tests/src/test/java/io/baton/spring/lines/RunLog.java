// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** When the applications of one test ran their leader-only jobs, on one clock. Safe for use by any number of threads. */
final class RunLog {

    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final List<String> underWay = new CopyOnWriteArrayList<>();

    /** One run of a job in an application, with what it saw when it ended. */
    record Run(
            String application,
            String job,
            FencingToken token,
            long began,
            long ended,
            boolean interrupted,
            boolean held) {}

    /** Work for the time, or until it is interrupted. */
    void workFor(String application, String job, Duration time) {
        record(application, job, leadership -> pause(System.nanoTime() + time.toNanos(), false));
    }

    /** Work for the time; an interrupt does not end it. */
    void workStubbornlyFor(String application, String job, Duration time) {
        record(application, job, leadership -> pause(System.nanoTime() + time.toNanos(), true));
    }

    /** Work until the leadership has ended or an interrupt comes. */
    void workWhileHeld(String application, String job) {
        record(application, job, leadership -> {
            boolean interrupted = false;
            while (leadership.isHeld() && !interrupted) {
                interrupted = pause(System.nanoTime() + 5_000_000, false);
            }
            return interrupted;
        });
    }

    private void record(String application, String job, Predicate<Leadership> work) {
        Leadership leadership = Leadership.current().orElseThrow();
        long began = System.nanoTime();
        underWay.add(job);
        boolean interrupted = work.test(leadership);
        boolean held = leadership.isHeld();
        long ended = System.nanoTime();
        runs.add(new Run(application, job, leadership.token(), began, ended, interrupted, held));
        underWay.remove(job);
    }

    private static boolean pause(long end, boolean stubborn) {
        boolean interrupted = false;
        CountDownLatch never = new CountDownLatch(1);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                boolean unused = never.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                if (!stubborn) {
                    break;
                }
            }
        }
        return interrupted;
    }

    List<Run> runs(String job) {
        return runs.stream().filter(run -> run.job().equals(job)).toList();
    }

    List<Run> runs(String job, String application) {
        return runs(job).stream()
                .filter(run -> run.application().equals(application))
                .toList();
    }

    boolean isUnderWay(String job) {
        return underWay.contains(job);
    }

    /** No run of a job was under way in two applications at once, and the later application had the greater token. */
    void assertOneApplicationAtATime() {
        for (Run one : runs) {
            for (Run other : runs(one.job())) {
                if (!one.application().equals(other.application()) && one.began() - other.began() <= 0) {
                    assertThat(other.began() - one.ended())
                            .as("nanoseconds from the end of %s to the beginning of %s", one, other)
                            .isNotNegative();
                    assertThat(other.token()).isGreaterThan(one.token());
                }
            }
        }
    }
}
