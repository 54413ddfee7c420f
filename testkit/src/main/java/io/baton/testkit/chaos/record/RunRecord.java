// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.record;

import io.baton.testkit.history.CounterHistory;
import io.baton.testkit.process.election.OverlapCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that was recorded of one run. Times without another unit are of {@code System.nanoTime()}.
 *
 * @param name of the run, for readers and for the file
 * @param seed of everything that is done by chance
 * @param command does the run again
 * @param startedAt by the wall clock
 * @param begun when faults could begin
 * @param ended when all processes had been closed, or when the run gave up
 * @param rounds one for each fault that was begun, in order
 * @param processes in the order in which they joined
 * @param check all leaderships, and what was wrong about them
 * @param counters what the leaders have written
 * @param closes how long each {@code Baton.close()} took
 * @param notPlayed names of faults for which there was no time
 */
public record RunRecord(
        String name,
        long seed,
        String command,
        Instant startedAt,
        RunTiming timing,
        long begun,
        long ended,
        List<RoundRecord> rounds,
        List<ProcessSpan> processes,
        OverlapCheck check,
        CounterHistory counters,
        List<Duration> closes,
        List<RunFailure> failures,
        List<String> notPlayed,
        MachineDescription machine) {

    public RunRecord {
        if (ended < begun) {
            throw new IllegalArgumentException("ended " + (begun - ended) + " ns before it began");
        }
        rounds = List.copyOf(rounds);
        processes = List.copyOf(processes);
        closes = List.copyOf(closes);
        failures = List.copyOf(failures);
        notPlayed = List.copyOf(notPlayed);
    }

    /** How long it has taken. */
    public Duration length() {
        return Duration.ofNanos(ended - begun);
    }

    /** What was wrong in one round. */
    public List<RunFailure> failuresOf(RoundRecord round) {
        return failures.stream()
                .filter(failure -> failure.round() == round.number())
                .toList();
    }
}
