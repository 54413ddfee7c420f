// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import io.baton.testkit.chaos.record.MachineDescription;
import io.baton.testkit.chaos.record.ProcessSpan;
import io.baton.testkit.chaos.record.RoundRecord;
import io.baton.testkit.chaos.record.RunFailure;
import io.baton.testkit.chaos.record.RunRecord;
import io.baton.testkit.chaos.record.RunTiming;
import io.baton.testkit.history.CounterHistory;
import io.baton.testkit.process.election.LeadershipSpan;
import io.baton.testkit.process.election.LeadershipSpan.Bracket;
import io.baton.testkit.process.election.OverlapCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run that is made by hand. To be used by one thread. */
final class RunExample {

    private final long begun = 1_000_000_000_000L;
    private final List<RoundRecord> rounds = new ArrayList<>();
    private final List<ProcessSpan> processes = new ArrayList<>();
    private final List<LeadershipSpan> holdings = new ArrayList<>();
    private final List<RunFailure> failures = new ArrayList<>();
    private CounterHistory counters = CounterHistory.NONE;
    private String name = "chaos by hand";
    private Duration length = Duration.ofMinutes(2);

    RunExample named(String other) {
        name = other;
        return this;
    }

    RunExample lasting(Duration other) {
        length = other;
        return this;
    }

    /** All times are in milliseconds since the begin. */
    RunExample process(String process, long from, long to) {
        processes.add(new ProcessSpan(process, at(from), at(to)));
        return this;
    }

    RunExample held(String process, long token, long from, long to) {
        Bracket first = new Bracket(at(from), at(from));
        holdings.add(new LeadershipSpan(process, token, first, new Bracket(at(to), at(to)), 20, 0, false));
        return this;
    }

    RunExample round(String fault, long from, long to, long leaderAgain) {
        rounds.add(new RoundRecord(
                rounds.size() + 1,
                fault,
                at(from),
                at(to),
                Optional.empty(),
                Optional.of(Duration.ofMillis(leaderAgain)),
                Optional.of(Duration.ofMillis(leaderAgain + 500))));
        return this;
    }

    RunExample roundWithoutLeader(String fault, long from, long to) {
        int number = rounds.size() + 1;
        rounds.add(
                new RoundRecord(number, fault, at(from), at(to), Optional.empty(), Optional.empty(), Optional.empty()));
        failures.add(new RunFailure(
                RunFailure.Kind.LEADER_AGAIN, number, "round " + number + ", " + fault, "no leader within PT10S"));
        return this;
    }

    RunExample counted(CounterHistory history) {
        counters = history;
        return this;
    }

    RunRecord record() {
        Duration second = Duration.ofSeconds(1);
        return new RunRecord(
                name,
                42,
                "./mvnw -Psoak -Dseed=42",
                Instant.EPOCH,
                new RunTiming(second.multipliedBy(5), length, second, second, second.multipliedBy(10), second),
                begun,
                begun + length.toNanos(),
                rounds,
                processes,
                OverlapCheck.of(holdings),
                counters,
                List.of(second),
                failures,
                List.of("never played"),
                new MachineDescription("an OS", "a JDK", 2));
    }

    private long at(long millis) {
        return begun + millis * 1_000_000;
    }
}
