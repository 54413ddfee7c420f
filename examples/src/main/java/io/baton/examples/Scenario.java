// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import io.baton.examples.server.DemoFailure;
import io.baton.examples.server.Store;
import io.baton.examples.worker.BillingJob;
import io.baton.examples.worker.Database;
import io.baton.examples.worker.Timeline;
import io.baton.examples.worker.Worker;
import io.baton.examples.worker.WorkerEvent;
import io.baton.examples.worker.WorkerEvent.Kind;
import io.baton.examples.worker.Workers;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What the demo does to its workers, act by act. */
final class Scenario {

    static final List<String> NAMES = List.of("worker-1", "worker-2", "worker-3");
    private static final String REPLACEMENT = "worker-4";
    private static final int ROWS = 5;
    private static final int FREEZE_ATTEMPTS = 20;
    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration TAKEOVER_BOUND = Duration.ofSeconds(40);
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    /** Well before the end of the work that a worker announces, and so before it touches the database. */
    private static final Duration AT_WORK = BillingJob.WORK.minusMillis(10);

    private final Workers workers;
    private final Database database;
    private final Timeline timeline;
    private final Map<Long, String> endings = new HashMap<>();

    Scenario(Workers workers, Database database, Timeline timeline) {
        this.workers = workers;
        this.database = database;
        this.timeline = timeline;
    }

    /** How the leadership with each token has ended. */
    Map<Long, String> endings() {
        return endings;
    }

    void play(Store store) throws IOException, InterruptedException, SQLException {
        stand(store);
        kill(store);
        freeze();
        resign();
        end();
    }

    private void stand(Store store) throws IOException, InterruptedException {
        timeline.heading("Three processes stand for election \"" + Worker.ELECTION + "\" with a lease of "
                + store.lease().toSeconds() + " s");
        for (String name : NAMES) {
            start(store, name, name);
        }
        workers.await("a leader", START_BOUND, event -> event.kind() == Kind.LEADS);
        awaitCandidates(NAMES.size());
        awaitRows();
    }

    /** @param place whose configuration it has */
    private void start(Store store, String name, String place) throws IOException {
        Map<String, String> configuration = new HashMap<>(store.configuration(place));
        configuration.put("baton.lease-duration", store.lease().toSeconds() + "s");
        configuration.put("baton.candidate-id", name);
        workers.start(name, configuration, database.url());
        String instead = name.equals(place) ? "" : ", in place of " + place;
        timeline.now(name, "starts as process " + workers.process(name).pid() + instead);
    }

    private void kill(Store store) throws IOException, InterruptedException {
        timeline.heading("1. The leader is killed");
        WorkerEvent works = workers.await("the leader's work", BOUND, byLeader(Kind.WORKS));
        workers.mayEnd(works.worker());
        long killed = System.nanoTime();
        workers.process(works.worker()).signal("KILL");
        timeline.at(killed, works.worker(), "kill -9 in the middle of its work");
        endings.put(works.token(), "kill -9");
        awaitSuccessor("the kill", killed);
        start(store, REPLACEMENT, works.worker());
        awaitCandidates(NAMES.size());
        awaitRows();
    }

    private void freeze() throws InterruptedException, SQLException {
        timeline.heading("2. The leader is frozen past its lease, in the middle of its work");
        WorkerEvent works = freezeAtWork();
        long frozen = System.nanoTime();
        timeline.at(frozen, works.worker(), "SIGSTOP after isHeld() said true, before it writes its row");
        endings.put(works.token(), "SIGSTOP");
        awaitSuccessor("SIGSTOP", frozen);
        awaitRows();
        wake(works, frozen);
    }

    private WorkerEvent freezeAtWork() throws InterruptedException {
        for (int attempt = 0; attempt < FREEZE_ATTEMPTS; attempt++) {
            WorkerEvent works = workers.await("the leader's work", BOUND, byLeader(Kind.WORKS));
            workers.process(works.worker()).signal("STOP");
            if (System.nanoTime() - works.nanos() < AT_WORK.toNanos()) {
                return works;
            }
            // Too late: it may be writing by now.
            workers.process(works.worker()).signal("CONT");
        }
        throw new DemoFailure("this machine is too slow to freeze a process in the middle of its work");
    }

    private void wake(WorkerEvent works, long frozen) throws InterruptedException, SQLException {
        long woken = System.nanoTime();
        timeline.at(
                woken,
                works.worker(),
                "SIGCONT after " + Timeline.millis(woken - frozen) + ": goes on where it was, and writes its row");
        workers.process(works.worker()).signal("CONT");
        Set<Kind> missing = EnumSet.of(Kind.NOT_HELD, Kind.REFUSED, Kind.LOST);
        while (!missing.isEmpty()) {
            WorkerEvent event = workers.await(
                    works.worker() + " to be refused and to see its loss",
                    BOUND,
                    next -> next.worker().equals(works.worker()) && next.token() == works.token());
            missing.remove(event.kind());
            tellWaking(event, woken);
        }
        awaitCandidates(NAMES.size());
    }

    private void tellWaking(WorkerEvent event, long woken) throws SQLException {
        String worker = event.worker();
        switch (event.kind()) {
            case NOT_HELD -> {
                if (Long.parseLong(event.detail()) > woken) {
                    throw new DemoFailure("isHeld() of " + worker + " was still true after it woke");
                }
                String after = Timeline.millis(event.nanos() - woken);
                timeline.at(event.nanos(), worker, "isHeld() is false at its first look, " + after + " after it woke");
            }
            case REFUSED -> {
                if (database.lateRows(Database.UNFENCED) > 0) {
                    timeline.at(event.nanos(), worker, "the table without a fence has taken its late row");
                }
                String seen = event.detail();
                timeline.at(
                        event.nanos(),
                        worker,
                        "the fence has REFUSED it: token " + event.token() + " is stale, " + seen + " was seen");
            }
            case WRITTEN -> throw new DemoFailure("the fence let the late row of " + worker + " pass");
            default -> {}
        }
    }

    private void resign() throws InterruptedException {
        timeline.heading("3. The leader resigns");
        WorkerEvent written = workers.await("a row", BOUND, byLeader(Kind.WRITTEN));
        long asked = System.nanoTime();
        workers.process(written.worker()).send(Worker.RESIGN);
        timeline.at(asked, written.worker(), "is asked to resign");
        endings.put(written.token(), "resigned");
        awaitSuccessor("the request", asked);
        awaitRows();
    }

    private void end() throws InterruptedException {
        timeline.heading("4. All of them close");
        WorkerEvent leader = workers.leader();
        endings.put(leader.token(), "closed");
        List<String> running = workers.running();
        // At once: what is left of a group in the processes themselves is no majority.
        for (String worker : running) {
            workers.mayEnd(worker);
            workers.process(worker).send(Worker.CLOSE);
        }
        for (int ended = 0; ended < running.size(); ended++) {
            WorkerEvent exited = workers.await("all to end", BOUND, event -> event.kind() == Kind.EXITED);
            timeline.at(exited.nanos(), exited.worker(), "has closed and ended");
            if (!exited.detail().equals("0")) {
                throw new DemoFailure(exited.worker() + " has ended with exit value " + exited.detail());
            }
        }
    }

    private void awaitSuccessor(String cause, long since) throws InterruptedException {
        workers.causeOfNextLeadership(cause, since);
        workers.await("the next leader", TAKEOVER_BOUND, event -> event.kind() == Kind.LEADS);
    }

    /** The story goes on when the leader of the moment has written a few rows. */
    private void awaitRows() throws InterruptedException {
        String worker = workers.leader().worker();
        WorkerEvent row = workers.leader();
        for (int rows = 0; rows < ROWS; rows++) {
            row = workers.await("rows of " + worker, BOUND, byLeader(Kind.WRITTEN));
        }
        timeline.at(row.nanos(), worker, "has written " + ROWS + " rows");
    }

    private void awaitCandidates(int count) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < BOUND.toNanos()) {
            workers.process(workers.leader().worker()).send(Worker.CANDIDATES);
            WorkerEvent answer = workers.await("candidates", BOUND, byLeader(Kind.CANDIDATES));
            if (answer.detail().split(",", -1).length == count) {
                timeline.at(answer.nanos(), "", "the queue: " + answer.detail());
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new DemoFailure("waited in vain for " + count + " candidates");
    }

    private Predicate<WorkerEvent> byLeader(Kind kind) {
        return event -> event.kind() == kind && workers.isLeader(event.worker());
    }
}
