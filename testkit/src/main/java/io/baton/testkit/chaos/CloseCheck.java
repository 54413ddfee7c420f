// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.Worker;
import io.baton.testkit.process.election.WorkerMessage;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** How long closing takes in every state, and what it leaves behind. To be used by one thread. */
final class CloseCheck {

    /** Which no work uses here, but a close may wait for it. */
    static final Duration DRAIN = Duration.ofSeconds(2);

    /** Two seconds beyond the drain timeout, and the time for which the last log lines are awaited (ADR 27). */
    private static final Duration PROMISED = DRAIN.plusSeconds(2).plusMillis(200);

    private final List<Long> figures = new ArrayList<>();

    /** Closes the connection of a process, and returns what went wrong. */
    List<String> close(Worker worker) {
        worker.send(String.valueOf(ChaosWorker.CLOSE));
        List<String> failures = new ArrayList<>();
        Optional<WorkerMessage> closed = line(worker, Kind.CLOSED);
        if (closed.isEmpty()) {
            failures.add("Baton.close() of " + worker + " has not returned in " + Await.LONG.toSeconds() + " s");
            return failures;
        }
        String[] words = closed.get().detail().split(" ", 2);
        long nanos = Long.parseLong(words[0]);
        figures.add(nanos);
        if (nanos > ChaosTiming.asserted(PROMISED).toNanos()) {
            failures.add("Baton.close() of " + worker + " took " + nanos / 1_000_000 + " ms");
        }
        if (words.length > 1) {
            failures.add("Baton.close() of " + worker + " has thrown " + words[1]);
        }
        return failures;
    }

    /** What threads are left in a process whose connection has been closed, once nothing hinders it any more. */
    List<String> left(Worker worker) {
        return line(worker, Kind.LEFT)
                .map(WorkerMessage::detail)
                .filter(names -> !names.isBlank())
                .map(names -> List.of("threads left by " + worker + ": " + names))
                .orElse(List.of());
    }

    private static Optional<WorkerMessage> line(Worker worker, Kind kind) {
        try {
            return Bounded.until(
                    worker + " says " + kind,
                    Await.LONG,
                    () -> worker.lines().stream()
                            .filter(line -> line.kind() == kind)
                            .findFirst());
        } catch (ConditionTimeoutException silent) {
            return Optional.empty();
        }
    }

    /** How long each has taken. */
    List<Duration> figures() {
        return figures.stream().map(Duration::ofNanos).toList();
    }
}
