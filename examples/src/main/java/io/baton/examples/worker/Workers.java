// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import io.baton.examples.server.ChildProcess;
import io.baton.examples.server.DemoFailure;
import io.baton.examples.worker.WorkerEvent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The worker processes and what they say. To be used by one thread, but for {@link #close()}. */
public final class Workers implements AutoCloseable {

    private final Path directory;
    private final Timeline timeline;
    private final long end;
    private final Map<String, ChildProcess> processes = new LinkedHashMap<>();
    private final BlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();
    private final Set<String> mayEnd = new HashSet<>();
    private final Map<Long, Integer> refused = new HashMap<>();
    private Optional<WorkerEvent> leader = Optional.empty();
    private String cause = "";
    private long causeNanos;

    /**
     * @param end from when on nothing is waited for any more
     */
    public Workers(Path directory, long end, Timeline timeline) {
        this.directory = directory;
        this.end = end;
        this.timeline = timeline;
    }

    public void start(String worker, Map<String, String> configuration, String databaseUrl) throws IOException {
        List<String> main = new ArrayList<>(List.of(Worker.class.getName(), worker, databaseUrl));
        main.add(samples(worker).toString());
        processes.put(
                worker,
                ChildProcess.start(
                        directory,
                        worker,
                        ChildProcess.java(directory, configuration, main),
                        line -> WorkerEvent.parse(worker, line).ifPresent(events::add),
                        exit -> events.add(
                                new WorkerEvent(worker, Kind.EXITED, System.nanoTime(), 0, Integer.toString(exit)))));
    }

    /** The files with the samples of {@code isHeld()}. */
    public Map<String, Path> samples() {
        Map<String, Path> files = new LinkedHashMap<>();
        processes.keySet().forEach(worker -> files.put(worker, samples(worker)));
        return files;
    }

    private Path samples(String worker) {
        return directory.resolve(worker + ".samples");
    }

    public ChildProcess process(String worker) {
        return Objects.requireNonNull(processes.get(worker));
    }

    /** From now on the worker's process may end without this being a failure. */
    public void mayEnd(String worker) {
        mayEnd.add(worker);
    }

    /** Those whose process runs. */
    public List<String> running() {
        return processes.keySet().stream()
                .filter(worker -> process(worker).isAlive())
                .toList();
    }

    /** The last event by which a worker said that it leads, unless it has said since that it does not. */
    public WorkerEvent leader() {
        return leader.orElseThrow(() -> new DemoFailure("no worker leads"));
    }

    /** Whether it is the one that leads, as far as was heard. */
    public boolean isLeader(String worker) {
        return leader.filter(leads -> leads.worker().equals(worker)).isPresent();
    }

    /** How many writes with each token the database has refused. */
    public Map<Long, Integer> refused() {
        return refused;
    }

    /** The next leader's line in the timeline says how long after this it began to lead. */
    public void causeOfNextLeadership(String what, long nanos) {
        cause = what;
        causeNanos = nanos;
    }

    /**
     * The next event that is as wanted.
     *
     * @throws DemoFailure if it does not come in time or a worker's process ends although it should not
     */
    public WorkerEvent await(String what, Duration atMost, Predicate<WorkerEvent> wanted) throws InterruptedException {
        long until = Math.min(System.nanoTime() + atMost.toNanos(), end);
        while (true) {
            Optional<WorkerEvent> event = next(Duration.ofNanos(until - System.nanoTime()));
            if (event.isEmpty()) {
                throw new DemoFailure("waited in vain for " + what);
            }
            if (event.filter(wanted).isPresent()) {
                return event.get();
            }
        }
    }

    /** The next event, if there is one in time. */
    Optional<WorkerEvent> next(Duration atMost) throws InterruptedException {
        Optional<WorkerEvent> event = Optional.ofNullable(events.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
        event.ifPresent(this::note);
        return event;
    }

    private void note(WorkerEvent event) {
        switch (event.kind()) {
            case LEADS -> {
                String since =
                        cause.isEmpty() ? "" : ", " + Timeline.millis(event.nanos() - causeNanos) + " after " + cause;
                timeline.at(event.nanos(), event.worker(), "LEADS with token " + event.token() + since);
                leader = Optional.of(event);
                cause = "";
            }
            case LOST -> {
                timeline.at(event.nanos(), event.worker(), "is told that it has lost: " + event.detail());
                leader = leader.filter(leads -> leads.token() != event.token());
            }
            case REFUSED -> refused.merge(event.token(), 1, Integer::sum);
            case EXITED -> {
                if (!mayEnd.contains(event.worker())) {
                    throw new DemoFailure(event.worker() + " has ended with exit value " + event.detail());
                }
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        processes.values().forEach(ChildProcess::close);
    }
}
