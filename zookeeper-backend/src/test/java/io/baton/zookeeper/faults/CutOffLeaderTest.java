// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Leaders that the store no longer counts while they cannot know it: their queue entry or their session was ended, and
 * their link to the server is cut. Only the wait of the next leader keeps the two apart.
 */
@Timeout(1800)
class CutOffLeaderTest {

    private static final Duration PROOF_INTERVAL = ProcessElections.VALIDITY.dividedBy(3);

    private static final Map<Worker, TcpProxy> LINKS = new LinkedHashMap<>();

    private static TestServer server;
    private static Store store;
    private static ProcessElection processElection;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(ServerSpec.standard().withoutForcedWrites());
        store = Store.at(server.connectString());
        processElection = twoBehindLinks(ProcessElections.of("cut-off"));
    }

    @AfterAll
    static void stop() {
        processElection.close();
        LINKS.values().forEach(TcpProxy::close);
        store.close();
        server.close();
    }

    @Test
    void aPlaceDeletedByHandIsNotTakenAtOnce() throws Exception {
        FaultRounds faultRounds = new FaultRounds("node deleted, leader cut off", 2, 20);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            faultRounds.add(deleteWhile(TcpProxy::cut, processElection, faultRounds));
        }
        faultRounds.conclude("from the deletion to onElected", processElection.check());
        faultRounds.assertWithin(ProcessElections.SESSION);
    }

    /** Its proofs still arrive, and show that its session is alive. */
    @Test
    void aPlaceDeletedByHandIsNotTakenAtOnceFromALeaderThatHearsNoReplies() throws Exception {
        FaultRounds faultRounds = new FaultRounds("node deleted, leader hears no replies", 2, 20);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            faultRounds.add(deleteWhile(TcpProxy::cutReplies, processElection, faultRounds));
        }
        faultRounds.conclude("from the deletion to onElected", processElection.check());
        faultRounds.assertWithin(ProcessElections.SESSION);
    }

    @Test
    void aSessionEndedByHandIsNotFollowedAtOnce() throws Exception {
        FaultRounds faultRounds = new FaultRounds("session ended early, leader cut off", 1, 20);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            faultRounds.add(endSession(false, faultRounds));
        }
        faultRounds.conclude("from the end of the session to onElected", processElection.check());
        faultRounds.assertWithin(ProcessElections.SESSION);
    }

    /** What the next leader saw last of the old one's heartbeats is older than the old one's last proof. */
    @Test
    void aSuccessorThatMissedSignsOfLifeDoesNotCountFromTheLastItSaw() throws Exception {
        FaultRounds faultRounds = new FaultRounds("session ended early, successor was cut off before", 1, 20);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            faultRounds.add(endSession(true, faultRounds));
        }
        faultRounds.conclude("from the end of the session to onElected", processElection.check());
        faultRounds.assertWithin(ProcessElections.SESSION.multipliedBy(2));
    }

    /** For a leader without a deadline: the samples must show two. */
    @Test
    void aLatchWhosePlaceIsDeletedByHandIsFoundOut() throws Exception {
        FaultRounds faultRounds = new FaultRounds("node of Curator's leader deleted, leader cut off", 1, 1);
        try (ProcessElection latches = twoBehindLinks(ProcessElections.ofLatches("deleted-latch"))) {
            // A machine that gives the next one no time for as long as the latch holds on shows none.
            Await.untilTrue("an overlap", () -> {
                deleteWhile(TcpProxy::cut, latches, faultRounds);
                return latches.check().overlapNanos() > 0;
            });
            faultRounds.found(latches.check());
        }
    }

    private static long deleteWhile(Consumer<TcpProxy> cut, ProcessElection among, FaultRounds faultRounds)
            throws Exception {
        LINKS.values().forEach(TcpProxy::heal);
        store.awaitEntries(among.election(), 2);
        Term old = among.term();
        Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(PROOF_INTERVAL));
        cut.accept(link(old.worker()));
        store.delete(store.entry(among.election(), old.token()));
        long deleted = System.nanoTime();
        Term next = among.termAfter(old);
        tell(faultRounds, deleted, old, next);
        return next.electedAt() - deleted;
    }

    private static long endSession(boolean successorMissesSigns, FaultRounds faultRounds) throws Exception {
        LINKS.values().forEach(TcpProxy::heal);
        store.awaitEntries(processElection.election(), 2);
        Term old = processElection.term();
        TcpProxy successor = link(processElection.rivalOf(old.worker()));
        if (successorMissesSigns) {
            // Until it has seen one.
            Await.untilAfter(System.nanoTime(), PROOF_INTERVAL);
            successor.cut();
            successor.dropConnections();
            Await.untilAfter(System.nanoTime(), PROOF_INTERVAL.multipliedBy(2));
        }
        Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(PROOF_INTERVAL));
        link(old.worker()).cut();
        store.endSession(store.entry(processElection.election(), old.token()).session());
        long ended = System.nanoTime();
        successor.heal();
        Term next = processElection.termAfter(old);
        tell(faultRounds, ended, old, next);
        assertThat(next.worker()).isNotSameAs(old.worker());
        return next.electedAt() - ended;
    }

    private static void tell(FaultRounds faultRounds, long ended, Term old, Term next) {
        faultRounds.note("in the store the old leadership ended " + (old.heldUntil() - ended) / 1_000_000
                + " ms before its end by the clock, the next began " + (next.electedAt() - old.heldUntil()) / 1_000_000
                + " ms after it");
    }

    private static TcpProxy link(Worker worker) {
        TcpProxy link = LINKS.get(worker);
        if (link == null) {
            throw new IllegalStateException(worker + " has no link of its own");
        }
        return link;
    }

    private static ProcessElection twoBehindLinks(ProcessElection among) {
        for (int i = 0; i < 2; i++) {
            TcpProxy link = TcpProxy.to(server.address());
            LINKS.put(among.join("127.0.0.1:" + link.port()), link);
        }
        return among;
    }
}
