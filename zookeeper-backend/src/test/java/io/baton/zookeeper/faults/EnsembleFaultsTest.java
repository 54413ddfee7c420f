// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import io.baton.zookeeper.faults.EnsembleStage.Round;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestEnsemble;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three servers of which one is stale, stalled or silent. They bear each other's silence for 10 s, longer than most
 * sessions here: a follower that is cut off serves its client on after the ensemble has given the client's session up.
 */
@Timeout(1800)
class EnsembleFaultsTest {

    private static final Duration PROOF_INTERVAL = ProcessElections.VALIDITY.dividedBy(3);
    private static final Duration STALL = ProcessElections.VALIDITY.minusMillis(100);

    /** For a server that has woken to answer what had piled up. */
    private static final Duration ANSWERS = Duration.ofMillis(400);

    private static final Duration DEFAULT_SESSION = Duration.ofSeconds(10);

    private static TestEnsemble ensemble;
    private static EnsembleStage stage;

    @BeforeAll
    static void start() throws InterruptedException {
        ensemble = TestEnsemble.start(3, ServerSpec.standard().syncLimit(20).withoutForcedWrites());
        stage = new EnsembleStage(ensemble, ProcessElections.of("cut-off"));
    }

    @AfterAll
    static void stop() {
        stage.close();
        ensemble.close();
    }

    @Test
    void aLeaderAtAFollowerThatIsCutOffEndsBeforeTheNextBegins() throws Exception {
        FaultRounds faultRounds = new FaultRounds("follower cut off from the quorum", 1, 10);
        for (int i = 0; i < faultRounds.rounds(); i++) {
            Round round = stage.round(ensemble::cutFromLeader, false, faultRounds.anyPartOf(PROOF_INTERVAL));
            faultRounds.note(round.toString());
            faultRounds.add(round.nanos());
        }
        faultRounds.conclude("from the cut to onElected", stage.contest().check());
        faultRounds.assertWithin(ProcessElections.SESSION.multipliedBy(2));
    }

    /**
     * Proofs that reach a stalled server are carried out when it wakes, but what keeps a session alive is what followers
     * say when they are asked: so the session ends long before a session timeout has passed since the last proof. The
     * follower is cut off altogether before it could tell its client so.
     */
    @Test
    void aLeaderWhoseSessionIsExpiredEarlyEndsBeforeTheNextBegins() throws Exception {
        FaultRounds faultRounds = new FaultRounds("leader of the ensemble stalled, then deaf to a follower", 1, 10);
        TestServer ensembleLeader = ensemble.leader();
        for (int i = 0; i < faultRounds.rounds(); i++) {
            Round round = stage.round(
                    follower -> {
                        long stalled = System.nanoTime();
                        ensembleLeader.pause();
                        Await.untilAfter(stalled, STALL);
                        ensemble.cutRepliesToLeader(follower);
                        ensembleLeader.resume();
                        Await.untilAfter(System.nanoTime(), ANSWERS);
                        ensemble.cutFromLeader(follower);
                    },
                    true,
                    Duration.ZERO);
            faultRounds.note(round.toString());
            faultRounds.add(round.nanos());
        }
        faultRounds.conclude("from the stall to onElected", stage.contest().check());
        faultRounds.assertWithin(ProcessElections.SESSION.multipliedBy(2));
    }

    /** The same for a leader without a deadline: the samples must show it. */
    @Test
    void aLatchAtAFollowerThatIsCutOffIsFoundOut() throws Exception {
        FaultRounds faultRounds = new FaultRounds("follower of Curator's leader cut off from the quorum", 0, 1);
        for (int i = 0; i < faultRounds.rounds(); i++) {
            try (EnsembleStage latches = new EnsembleStage(ensemble, ProcessElections.ofLatches("cut-off-latch"))) {
                Round round = latches.round(ensemble::cutFromLeader, false, Duration.ZERO);
                round.old().worker().awaitLine(Kind.LOST, round.old().token());
                faultRounds.found(latches.contest().check());
            }
        }
    }

    /** With the default session: there is time to go elsewhere. */
    @Test
    void aSilentServerCostsNoLeadershipWhereAnotherAnswers() throws Exception {
        FaultRounds faultRounds = new FaultRounds("SIGSTOP of the leader's server, another one answers", 1, 10);
        stage.mend();
        List<TestServer> followers = ensemble.followers();
        String addresses = followers.stream().map(TestServer::connectString).collect(Collectors.joining(","));
        try (Store store = Store.at(ensemble.leader().connectString());
                ProcessElection processElection = ProcessElections.of("silent", DEFAULT_SESSION)) {
            processElection.join(addresses);
            Term term = processElection.term();
            long session = store.entry(processElection.election(), term.token()).session();
            for (int i = 0; i < faultRounds.rounds(); i++) {
                TestServer silent = serverOf(session, followers);
                Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(DEFAULT_SESSION.dividedBy(6)));
                long paused = System.nanoTime();
                silent.pause();
                Await.untilTrue(
                        "another server",
                        () -> followers.stream().anyMatch(other -> other != silent && serves(other, session)));
                faultRounds.add(System.nanoTime() - paused);
                // Without a proof by another server, it would have ended by the end of the validity.
                Await.untilAfter(paused, DEFAULT_SESSION.dividedBy(2).plusMillis(200));
                silent.resume();
                assertThat(processElection.isLast(term))
                        .as("kept\n" + processElection.account())
                        .isTrue();
            }
            faultRounds.conclude("from the stop to another server", processElection.check());
            faultRounds.assertWithin(DEFAULT_SESSION.dividedBy(2));
        }
    }

    /** A server that was left while it was silent lists the session until it has noticed. */
    private static TestServer serverOf(long session, List<TestServer> followers) {
        return Await.until("one server of a session", () -> {
            List<TestServer> serving =
                    followers.stream().filter(server -> serves(server, session)).toList();
            return serving.size() == 1 ? Optional.of(serving.get(0)) : Optional.empty();
        });
    }

    private static boolean serves(TestServer server, long session) {
        return server.fourLetterWord("cons").contains("sid=0x" + Long.toHexString(session) + ",");
    }
}
