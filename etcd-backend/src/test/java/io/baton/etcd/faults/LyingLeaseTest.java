// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.faults.Store.QueueKey;
import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member tells a leader that its lease lives, or tells it nothing, while the cluster has gone on without it. */
@Timeout(1800)
class LyingLeaseTest {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PROOF_INTERVAL =
            ProcessElections.validity(LEASE).dividedBy(3);

    /** Less than the lease: a member that was frozen for longer would find it expired by its own clock. */
    private static final Duration STOPPED = LEASE.minusMillis(300);

    private static EtcdCluster cluster;
    private static ProcessElection processElection;
    private static MemberCandidates candidates;

    @BeforeAll
    static void start() {
        cluster = EtcdCluster.start(EtcdSpec.standard().elections(Duration.ofMillis(50), Duration.ofMillis(500)));
        processElection = ProcessElections.of("lying-lease", LEASE);
        candidates = new MemberCandidates(cluster, processElection);
    }

    @AfterAll
    static void stop() {
        processElection.close();
        cluster.close();
    }

    /**
     * An etcd leader that was deposed while it was frozen answers keep-alives with a whole lease when it wakes, until it has
     * noticed. The leader of the election hears it alone.
     */
    @Test
    void aDeposedEtcdLeaderProlongsNoLeadership() throws Exception {
        FaultRounds faultRounds =
                new FaultRounds("leader and etcd leader cut off, the latter frozen for a while", 2, 10);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            faultRounds.add(depose(faultRounds));
        }
        faultRounds.conclude("from the cut to onElected", processElection.check());
        faultRounds.assertWithin(LEASE.multipliedBy(3));
    }

    private static long depose(FaultRounds faultRounds) throws Exception {
        EtcdServer deposed = cluster.leader();
        Term old = candidates.leaderAt(deposed);
        try (TrustingClient trusting = TrustingClient.at(deposed, LEASE);
                Store store = Store.at(candidates.others(deposed).get(0))) {
            long cut = System.nanoTime();
            cluster.cut(deposed);
            deposed.pause();
            Await.untilAfter(cut, STOPPED);
            deposed.resume();
            Await.untilTrue(
                    "the end of the trusting client's lease",
                    () -> store.operator().list(TrustingClient.KEYS).isEmpty());
            long ended = System.nanoTime();
            Term next = processElection.termAfter(old);
            long trusted = trusting.deadline();
            assertThat(next.worker()).isNotSameAs(old.worker());
            faultRounds.note(
                    "the old leadership ended " + millis(old.heldUntil() - cut) + " ms after the cut, the next began "
                            + millis(next.electedAt() - cut) + "; a client that trusts keep-alives had its key until "
                            + millis(ended - cut) + " and would have believed in it until " + millis(trusted - cut)
                            + ", so would have overlapped for " + millis(trusted - ended));
            return next.electedAt() - cut;
        } finally {
            cluster.heal();
        }
    }

    /** It cannot hear of it: its only member is frozen. */
    @Test
    void aKeyDeletedByHandWhileItsWatchHangsIsNotTakenAtOnce() throws Exception {
        FaultRounds faultRounds = new FaultRounds("key deleted, the leader's member frozen", 2, 10);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            EtcdServer frozen = cluster.followers().get(0);
            Term old = candidates.leaderAt(frozen);
            try (Store store = Store.at(candidates.others(frozen).get(0))) {
                QueueKey queueKey = store.queueKey(processElection.election(), old.token());
                Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(PROOF_INTERVAL));
                frozen.pause();
                store.delete(queueKey);
                long deleted = System.nanoTime();
                Term next = processElection.termAfter(old);
                faultRounds.note("the old leadership ended " + millis(old.heldUntil() - deleted)
                        + " ms after the deletion, the next began " + millis(next.electedAt() - old.heldUntil())
                        + " ms after that");
                faultRounds.add(next.electedAt() - deleted);
            } finally {
                frozen.resume();
            }
        }
        faultRounds.conclude("from the deletion to onElected", processElection.check());
        faultRounds.assertWithin(LEASE.multipliedBy(2));
    }

    /** Whoever watches only those before it, and never itself, leads without a queueKey in the queue. */
    @Test
    void aCandidateWhoseLeaseWasRevokedIsNoPhantom() {
        FaultRounds faultRounds = new FaultRounds("lease of the next in line revoked, then the leader resigns", 1, 10);
        try (Store store = Store.at(cluster.member(0))) {
            for (int round = 0; round < faultRounds.rounds(); round++) {
                Term old = candidates.leader();
                List<QueueKey> queue = store.queueKeys(processElection.election());
                assertThat(queue.get(0).token()).isEqualTo(old.token());
                long revoked = System.nanoTime();
                store.operator().revoke(queue.get(1).lease());
                old.worker().resign();
                Term next = processElection.termAfter(old);
                assertThat(next.token()).isEqualTo(queue.get(2).token());
                assertThat(store.queueKeys(processElection.election()))
                        .as("the leader has a queueKey")
                        .anyMatch(queueKey -> queueKey.token() == next.token());
                assertThat(candidates.leader()).as("one follows").isEqualTo(next);
                faultRounds.add(next.electedAt() - revoked);
            }
        }
        faultRounds.conclude("from the revocation to onElected", processElection.check());
        faultRounds.assertWithin(LEASE);
    }

    /** The same with what etcd offers for elections: the test must be able to fail. */
    @Test
    void theServersOwnCampaignElectsAPhantom() throws Exception {
        FaultRounds faultRounds = new FaultRounds("the same with the server's own Campaign", 1, 1);
        try (Campaigns campaigns = new Campaigns(cluster.leader())) {
            int elected = campaigns.electedAfterRevocationAndResignation();
            faultRounds.note("as expected, " + elected + " were told that they lead");
            assertThat(elected).isEqualTo(2);
        }
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
