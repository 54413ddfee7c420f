// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** One election and all the processes that ever stood in it. To be used by one thread. */
public final class ProcessElection implements AutoCloseable {

    private static final Duration AFTERMATH = Duration.ofMillis(250);

    private final WorkerSpec workerSpec;
    private final String election;
    private final Path directory;
    private final List<Worker> workers = new ArrayList<>();

    private ProcessElection(WorkerSpec workerSpec, String election) {
        this.workerSpec = workerSpec;
        this.election = election;
        try {
            directory = Files.createTempDirectory("baton-contest-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep samples", e);
        }
    }

    /** Without candidates yet. */
    public static ProcessElection of(WorkerSpec workerSpec, String election) {
        return new ProcessElection(workerSpec, election);
    }

    public String election() {
        return election;
    }

    /** One more process, which begins to stand as soon as it is there. */
    public Worker join(String servers) {
        return join(servers, List.of());
    }

    /** One more process, which a command runs. */
    public Worker join(String servers, List<String> through) {
        return join(workerSpec, servers, through);
    }

    /** One more process, which is something else than the others. */
    public Worker join(WorkerSpec other, String servers, List<String> through) {
        Path file = directory.resolve(election + "-" + (workers.size() + 1));
        Worker worker = new Worker(other, file, election, servers, through);
        workers.add(worker);
        return worker;
    }

    /** The leadership of now, once there is one. */
    public Term term() {
        return await(
                "a leader",
                () -> terms().stream()
                        .max(Comparator.comparingLong(Term::token))
                        .filter(Term::isOpen));
    }

    /** The next leadership, once there is one. */
    public Term termAfter(Term term) {
        return await(
                "a leader after " + term,
                () -> terms().stream()
                        .filter(other -> other.token() > term.token())
                        .min(Comparator.comparingLong(Term::token)));
    }

    /** Whether any leadership but the given one has ever been told of after it. */
    public boolean isLast(Term term) {
        return term.isOpen() && terms().stream().noneMatch(other -> other.token() > term.token());
    }

    /** All leaderships told of so far. */
    public List<Term> terms() {
        return workers.stream()
                .flatMap(worker -> worker.lines().stream()
                        .filter(line -> line.kind() == Kind.ELECTED)
                        .map(line -> new Term(worker, line.token(), line.at())))
                .toList();
    }

    /** The other living process. */
    public Worker rivalOf(Worker worker) {
        return workers.stream()
                .filter(other -> other != worker && other.isAlive())
                .findFirst()
                .orElseThrow();
    }

    /** What all processes, those of the past too, were told until a moment from now. */
    public OverlapCheck check() {
        // Whether a leader still leads when the next one begins shows only in what the process is told after that.
        Await.untilAfter(System.nanoTime(), AFTERMATH);
        return OverlapCheck.of(
                workers.stream().flatMap(worker -> worker.holdings().stream()).toList());
    }

    /** What is wrong with the order of what all listeners were told, in words. */
    public List<String> wrongCallbacks() {
        return workers.stream()
                .flatMap(worker -> CallbackCheck.of(worker.toString(), worker.lines()).stream())
                .toList();
    }

    /** The last things that the processes said, for messages. */
    public String account() {
        return workers.stream().map(Worker::account).collect(Collectors.joining("\n"));
    }

    /** Kills all processes, and keeps what they were told. */
    public void leave() {
        workers.forEach(Worker::kill);
    }

    /** Kills all processes, and deletes their samples. */
    @Override
    public void close() {
        workers.forEach(Worker::kill);
        try (var files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    private Term await(String what, Callable<Optional<Term>> question) {
        try {
            return Await.until(what, question);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + account(), e);
        }
    }

    /**
     * A leadership that was told to a listener.
     *
     * @param electedAt when, by {@code System.nanoTime()}
     */
    public record Term(Worker worker, long token, long electedAt) {

        /** Whether nothing has been heard of its end. */
        public boolean isOpen() {
            return worker.isAlive() && worker.line(Kind.LOST, token).isEmpty();
        }

        /** What its process was told about it. */
        public Optional<LeadershipSpan> holding() {
            return worker.holdings().stream()
                    .filter(holding -> holding.token() == token)
                    .findFirst();
        }

        /** Until when its process was told that it leads: the latest moment for which that is certain. */
        public long heldUntil() {
            return holding().orElseThrow().last().from();
        }
    }
}
