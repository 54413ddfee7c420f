// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import io.baton.testkit.chaos.record.MachineDescription;
import io.baton.testkit.chaos.record.ProcessSpan;
import io.baton.testkit.chaos.record.RoundRecord;
import io.baton.testkit.chaos.record.RunFailure;
import io.baton.testkit.chaos.record.RunFailure.Kind;
import io.baton.testkit.chaos.record.RunRecord;
import io.baton.testkit.history.CounterHistory;
import io.baton.testkit.process.election.OverlapCheck;
import io.baton.testkit.process.election.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run has noted so far. To be used by one thread. */
final class RunJournal {

    /** What starts a run knows best how to start it again. */
    private static final String COMMAND = System.getProperty("baton.chaos.command", "");

    private final String name;
    private final ChaosTiming timing;
    private final Instant startedAt = Instant.now();
    private final long begun = System.nanoTime();
    private final List<OpenRound> rounds = new ArrayList<>();
    private final Map<String, ProcessSpan> processes = new LinkedHashMap<>();
    private final List<Worker> present = new ArrayList<>();
    private final List<RunFailure> failures = new ArrayList<>();

    RunJournal(String name, ChaosTiming timing) {
        this.name = name;
        this.timing = timing;
    }

    /** Which processes take part from now on. */
    void present(List<Worker> workers) {
        long now = System.nanoTime();
        present.forEach(worker -> extend(worker, now));
        present.clear();
        present.addAll(workers);
        present.forEach(worker -> extend(worker, now));
    }

    private void extend(Worker worker, long now) {
        processes.merge(
                worker.toString(),
                new ProcessSpan(worker.toString(), now, now),
                (before, same) -> new ProcessSpan(before.name(), before.from(), now));
    }

    /** The number of the round that begins. */
    int beginRound(String fault) {
        rounds.add(new OpenRound(rounds.size() + 1, fault));
        return rounds.size();
    }

    /** The moment at which the fault of the round was undone. */
    long undone(Optional<Worker> closed) {
        OpenRound round = round();
        round.undone = Optional.of(System.nanoTime());
        round.closed = closed.map(Worker::toString);
        return round.undone.get();
    }

    /** How long after the end of the fault a leader of now had begun. */
    void leaderAgain(long nanos) {
        round().leaderAgain = Optional.of(Duration.ofNanos(nanos));
    }

    /** All candidates stand after the fault of the round. */
    void allStand() {
        OpenRound round = round();
        round.allStand = round.undone.map(undone -> Duration.ofNanos(System.nanoTime() - undone));
    }

    void fail(Kind kind, String where, String what) {
        failures.add(new RunFailure(kind, rounds.size(), where, what));
    }

    /**
     * Everything, when the run is over.
     *
     * @param faults the names of all that might have been played
     */
    RunRecord record(OverlapCheck check, CounterHistory counters, List<Duration> closes, List<String> faults) {
        long ended = System.nanoTime();
        return new RunRecord(
                name,
                ChaosRun.SEED,
                command(),
                startedAt,
                timing.told(),
                begun,
                ended,
                rounds.stream().map(round -> round.end(ended)).toList(),
                List.copyOf(processes.values()),
                check,
                counters,
                closes,
                failures,
                faults.stream().filter(fault -> !isPlayed(fault)).toList(),
                MachineDescription.here());
    }

    private boolean isPlayed(String fault) {
        return rounds.stream().anyMatch(round -> round.fault.equals(fault));
    }

    private String command() {
        return COMMAND.isBlank()
                ? "the same test with -Dbaton.chaos.seed=" + ChaosRun.SEED + " -Dbaton.chaos.seconds="
                        + timing.total().toSeconds() + " -Dbaton.faults=" + ChaosTiming.FULL
                : COMMAND + " -Dseed=" + ChaosRun.SEED;
    }

    private OpenRound round() {
        return rounds.get(rounds.size() - 1);
    }

    private static final class OpenRound {

        private final int number;
        private final String fault;
        private final long begun = System.nanoTime();
        private Optional<Long> undone = Optional.empty();
        private Optional<String> closed = Optional.empty();
        private Optional<Duration> leaderAgain = Optional.empty();
        private Optional<Duration> allStand = Optional.empty();

        OpenRound(int number, String fault) {
            this.number = number;
            this.fault = fault;
        }

        RoundRecord end(long ended) {
            return new RoundRecord(number, fault, begun, undone.orElse(ended), closed, leaderAgain, allStand);
        }
    }
}
