// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.zookeeper.faults.WorkerLine.Kind;
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
final class Contest implements AutoCloseable {

    private static final Duration AFTERMATH = Duration.ofMillis(250);

    private final Class<?> mainClass;
    private final String election;
    private final Duration session;
    private final Path directory;
    private final List<Worker> workers = new ArrayList<>();

    private Contest(Class<?> mainClass, String election, Duration session) {
        this.mainClass = mainClass;
        this.election = election;
        this.session = session;
        try {
            directory = Files.createTempDirectory("baton-contest-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep samples", e);
        }
    }

    static Contest of(String election) {
        return of(election, Worker.SESSION);
    }

    static Contest of(String election, Duration session) {
        return new Contest(ElectionWorker.class, election, session);
    }

    /** Among Curator's latches, to which none of the promises apply. */
    static Contest ofLatches(String election) {
        return new Contest(LatchWorker.class, election, Worker.SESSION);
    }

    String election() {
        return election;
    }

    /** One more process, which begins to stand as soon as it is there. */
    Worker join(String servers) {
        Path file = directory.resolve(election + "-" + (workers.size() + 1));
        Worker worker = new Worker(mainClass, file, election, servers, session);
        workers.add(worker);
        return worker;
    }

    /** The leadership of now, once there is one. */
    Term term() {
        return await(
                "a leader",
                () -> terms().stream()
                        .max(Comparator.comparingLong(Term::token))
                        .filter(Term::isOpen));
    }

    /** The next leadership, once there is one. */
    Term termAfter(Term term) {
        return await(
                "a leader after " + term,
                () -> terms().stream()
                        .filter(other -> other.token() > term.token())
                        .min(Comparator.comparingLong(Term::token)));
    }

    /** Whether any leadership but the given one has ever been told of after it. */
    boolean isLast(Term term) {
        return term.isOpen() && terms().stream().noneMatch(other -> other.token() > term.token());
    }

    /** All leaderships told of so far. */
    List<Term> terms() {
        return workers.stream()
                .flatMap(worker -> worker.lines().stream()
                        .filter(line -> line.kind() == Kind.ELECTED)
                        .map(line -> new Term(worker, line.token(), line.at())))
                .toList();
    }

    /** The other living process. */
    Worker rivalOf(Worker worker) {
        return workers.stream()
                .filter(other -> other != worker && other.isAlive())
                .findFirst()
                .orElseThrow();
    }

    /** What all processes, those of the past too, were told until a moment from now. */
    OverlapCheck check() {
        // Whether somebody still leads when a next one begins shows only in what he is told after that.
        Patience.untilAfter(System.nanoTime(), AFTERMATH);
        return OverlapCheck.of(
                workers.stream().flatMap(worker -> worker.holdings().stream()).toList());
    }

    /** The last things that the processes said, for messages. */
    String account() {
        return workers.stream().map(Worker::account).collect(Collectors.joining("\n"));
    }

    /** Kills all processes, and keeps what they were told. */
    void leave() {
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
            return Patience.until(what, question);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + account(), e);
        }
    }

    /**
     * A leadership that was told to a listener.
     *
     * @param electedAt when, by {@code System.nanoTime()}
     */
    record Term(Worker worker, long token, long electedAt) {

        /** Whether nothing has been heard of its end. */
        boolean isOpen() {
            return worker.isAlive() && worker.line(Kind.LOST, token).isEmpty();
        }

        /** What its process was told about it. */
        Optional<Holding> holding() {
            return worker.holdings().stream()
                    .filter(holding -> holding.token() == token)
                    .findFirst();
        }

        /** Until when its process was told that it leads: the latest moment for which that is certain. */
        long heldUntil() {
            return holding().orElseThrow().last().from();
        }
    }
}
