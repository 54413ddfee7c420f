// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import io.baton.testkit.chaos.record.RunFailure.Kind;
import io.baton.testkit.chaos.record.RunRecord;
import io.baton.testkit.history.CounterHistory;
import io.baton.testkit.process.election.LeadershipSpan;
import io.baton.testkit.process.election.OverlapCheck;
import io.baton.testkit.process.election.OverlapCheck.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether one promise was kept in a run.
 *
 * @param promise in words
 * @param figure what the answer rests on
 */
public record PromiseVerdict(String promise, boolean kept, String figure) {

    /** All promises that a run judges. Each failure and each violation makes at least one of them broken. */
    public static List<PromiseVerdict> of(RunRecord run) {
        return Stream.concat(safety(run), liveness(run)).toList();
    }

    /** What must never happen. */
    private static Stream<PromiseVerdict> safety(RunRecord run) {
        OverlapCheck check = run.check();
        return Stream.of(
                safety(run, OverlapCheck.Kind.TWO_LEADERS, "Never do two processes lead at once", overlaps(check)),
                safety(
                        run,
                        OverlapCheck.Kind.TOKEN,
                        "Each leadership has a greater token than all before",
                        tokens(check)),
                safety(
                        run,
                        OverlapCheck.Kind.REVIVED,
                        "A leadership that was lost never comes back",
                        TimeText.count(check.holdings().size(), "leadership")),
                verdict(
                        "A fenced resource loses no update",
                        run.counters().violations().size(),
                        "violation",
                        fenced(run.counters())),
                liveness(
                        run,
                        Kind.CALLBACKS,
                        "A listener is told of each begin and each end, in order",
                        TimeText.count(run.processes().size(), "process", "processes")));
    }

    /** What has to come. */
    private static Stream<PromiseVerdict> liveness(RunRecord run) {
        return Stream.of(
                liveness(
                        run,
                        Kind.LEADER_AGAIN,
                        "After each fault there is a leader in time",
                        recovered(run, RecoveryTimes.untilLeader(run.rounds())) + " (bound: "
                                + TimeText.seconds(run.timing().asserted()) + ")"),
                liveness(
                        run,
                        Kind.ALL_STAND,
                        "After each fault all candidates stand again, and nothing else is in the store",
                        recovered(run, RecoveryTimes.untilAllStand(run.rounds()))),
                liveness(run, Kind.CLOSE, "Closing ends in time, also during a fault", closes(run)),
                liveness(
                        run,
                        Kind.LEFT_OVERS,
                        "Closing leaves no thread, session or entry behind",
                        "closed " + TimeText.count(run.closes().size(), "time")),
                liveness(
                        run,
                        Kind.COMPLETE,
                        "The run came to its end",
                        "planned: " + TimeText.clock(run.timing().planned()) + ", taken: "
                                + TimeText.clock(run.length())));
    }

    private static PromiseVerdict safety(RunRecord run, OverlapCheck.Kind kind, String promise, String basis) {
        List<Violation> broken = run.check().found().stream()
                .filter(violation -> violation.kind() == kind)
                .toList();
        return verdict(promise, broken.size(), "violation", basis);
    }

    private static PromiseVerdict liveness(RunRecord run, Kind kind, String promise, String basis) {
        long broken = run.failures().stream()
                .filter(failure -> failure.kind() == kind)
                .count();
        return verdict(promise, broken, "failure", basis);
    }

    private static PromiseVerdict verdict(String promise, long broken, String word, String basis) {
        return new PromiseVerdict(promise, broken == 0, TimeText.count(broken, word) + "; " + basis);
    }

    private static String overlaps(OverlapCheck check) {
        long gap = check.closestNanos().orElse(-1);
        String closest =
                gap < 0 ? "" : "; the next leader began at least " + TimeText.seconds(Duration.ofNanos(gap)) + " later";
        return TimeText.count(check.samples()) + " samples of isHeld() that said yes" + closest;
    }

    private static String fenced(CounterHistory counters) {
        return TimeText.count(counters.accepted()) + " accepted writes, " + TimeText.count(counters.refused())
                + " stale requests refused; the same resource without a fence lost "
                + TimeText.count(counters.unfencedLost()) + " of " + TimeText.count(counters.unfencedAccepted());
    }

    private static String tokens(OverlapCheck check) {
        List<Long> tokens = check.holdings().stream().map(LeadershipSpan::token).toList();
        return tokens.isEmpty()
                ? "no leadership"
                : TimeText.count(tokens.size(), "leadership") + ", tokens " + tokens.get(0) + " to "
                        + tokens.get(tokens.size() - 1);
    }

    private static String recovered(RunRecord run, RecoveryTimes times) {
        String worst = times.isEmpty()
                ? ""
                : "; median " + TimeText.seconds(times.median()) + ", at most " + TimeText.seconds(times.longest());
        return times.count() + " of " + run.rounds().size() + " rounds" + worst;
    }

    private static String closes(RunRecord run) {
        Optional<Duration> longest = run.closes().stream().max(Duration::compareTo);
        return "closed " + TimeText.count(run.closes().size(), "time")
                + longest.map(time -> ", at most " + TimeText.seconds(time)).orElse("");
    }
}
