// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.TestEnsemble;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Two candidates in an ensemble of three, each connected to a follower of its own, so that something can be done to the
 * server of the one who leads. To be used by one thread.
 */
final class EnsembleStage implements AutoCloseable {

    private final TestEnsemble ensemble;
    private final TestServer ensembleLeader;
    private final Store store;
    private final ProcessElection processElection;
    private final Map<Worker, Seat> seats = new HashMap<>();

    EnsembleStage(TestEnsemble ensemble, ProcessElection processElection) throws InterruptedException {
        this.ensemble = ensemble;
        this.processElection = processElection;
        ensembleLeader = ensemble.leader();
        store = Store.at(ensembleLeader.connectString());
        int others = ensemble.servers().size() - 1;
        Await.untilTrue("all others follow", () -> ensemble.followers().size() == others);
        ensemble.followers().forEach(follower -> {
            Seat seat = new Seat(follower);
            seats.put(processElection.join(seat.log.connectString()), seat);
        });
    }

    ProcessElection contest() {
        return processElection;
    }

    /** What is done to the server of a leader. */
    @FunctionalInterface
    interface Fault {
        void strike(TestServer follower) throws InterruptedException;
    }

    /** Ends all cuts, and waits until all servers are one ensemble again. */
    void mend() {
        seats.values().forEach(seat -> ensemble.heal(seat.follower));
        Await.untilTrue("two that follow", () -> ensemble.followers().size() == seats.size());
        assertThat(ensemble.leader()).isSameAs(ensembleLeader);
    }

    /** Strikes, and waits for the next leader. What was done is left as it is. */
    Round round(Fault fault, boolean afterProof, Duration phase) throws Exception {
        mend();
        store.awaitEntries(processElection.election(), seats.size());
        Term old = processElection.term();
        Seat seat = seat(old.worker());
        Future<Long> gone = store.goneAt(store.entry(processElection.election(), old.token()));
        Await.untilAfter(System.nanoTime(), phase);
        if (afterProof) {
            seat.awaitProof();
        }
        long struck = System.nanoTime();
        fault.strike(seat.follower);
        Term next = processElection.termAfter(old);
        assertThat(next.worker()).isNotSameAs(old.worker());
        return new Round(old, next, struck, gone.get(Await.LONG.toSeconds(), TimeUnit.SECONDS), seat.proven);
    }

    private Seat seat(Worker worker) {
        Seat seat = seats.get(worker);
        if (seat == null) {
            throw new IllegalStateException(worker + " has no seat");
        }
        return seat;
    }

    @Override
    public void close() {
        seats.values().forEach(seat -> ensemble.heal(seat.follower));
        processElection.close();
        seats.values().forEach(seat -> seat.log.close());
        store.close();
    }

    /** A follower with one client, whose proofs are accounted for. */
    private static final class Seat {

        private final TestServer follower;
        private final RequestLog log;
        private final Map<Integer, Long> asked = new ConcurrentHashMap<>();

        /** When the last proof that was answered had passed on its way to the server. */
        private volatile long proven;

        Seat(TestServer follower) {
            this.follower = follower;
            log = RequestLog.inFrontOf(follower);
            log.onRequest(this::see, () -> {});
        }

        /** Until the next proof has been answered. */
        void awaitProof() {
            long before = proven;
            Await.untilTrue("a proof", () -> proven != before);
        }

        /** Never the one that is looked for: so it goes on seeing them all, and their answers. */
        private boolean see(Request request) {
            boolean isProof = request.op().equals("multi")
                    && request.parts().stream().anyMatch(part -> part.path().contains("/.sign/"));
            if (isProof && request.reply().isEmpty()) {
                asked.put(request.xid(), System.nanoTime());
            } else if (isProof && request.reply().orElseThrow().error() == 0) {
                proven = asked.getOrDefault(request.xid(), 0L);
            }
            return false;
        }
    }

    /**
     * One change of leader.
     *
     * @param struckAt when the fault began
     * @param goneAt when the store ended the queue entry of the old leader
     * @param provenAt when the last proof of the old leader that was answered was sent, or soon after
     */
    record Round(Term old, Term next, long struckAt, long goneAt, long provenAt) {

        long nanos() {
            return next.electedAt() - struckAt;
        }

        @Override
        public String toString() {
            return "the last proof that counted was sent " + millis(provenAt - struckAt)
                    + " ms after the fault; the old leadership ended in the store " + millis(goneAt - provenAt)
                    + " ms after that, by the clock " + millis(old.heldUntil() - provenAt) + ", the next began "
                    + millis(next.electedAt() - provenAt);
        }

        private static long millis(long nanos) {
            return nanos / 1_000_000;
        }
    }
}
