// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One member of three is frozen while the two others have a quorum: each in turn, the etcd leader last. Every participant
 * reaches all members, each begins with another one.
 *
 * <p>The lease is 8 s, not the default of 5 s. When the etcd leader is frozen, nothing is committed before the others have
 * elected another one, 1 to 2 s later with etcd's defaults. The last proof may be a third of the validity old then: a
 * leadership outlives every such election only if two thirds of half a lease are longer than that, with time for a proof.
 *
 * <p>What happens after SIGCONT is not asserted, only printed: an etcd leader older than 3.4.31, 3.5.13 or 3.6.0 revokes
 * leases that live when it wakes (etcd-io/etcd#15247), and a leadership ends with its lease. That two lead at a time is
 * asserted of that time too.
 */
@Timeout(1800)
class FrozenMemberTest {

    private static final boolean LONG = Boolean.getBoolean("baton.faults");

    /** On a machine that does other things an election of etcd's has taken longer than eight seconds leave it. */
    private static final Duration LEASE = Duration.ofSeconds(LONG ? 8 : 12);

    /** Longer than a proof lasts. */
    private static final Duration FROZEN = Duration.ofSeconds(LONG ? 30 : 8);

    /** For a process to find out that its leadership has ended with its lease. */
    private static final Duration AFTER_SIGCONT = Duration.ofMillis(1_500);

    private static EtcdCluster cluster;
    private static ProcessElection processElection;

    @BeforeAll
    static void start() {
        cluster = EtcdCluster.start();
        processElection = ProcessElections.of("frozen-member", LEASE);
        for (int first = 0; first < cluster.members().size(); first++) {
            processElection.join(endpointsFrom(first));
        }
    }

    @AfterAll
    static void stop() {
        processElection.close();
        cluster.close();
    }

    @Test
    void aFrozenMemberCostsNoLeadershipAndHoldsUpNoCall() throws Exception {
        FaultRounds faultRounds = new FaultRounds("SIGSTOP of a member for " + FROZEN.toSeconds() + " s", 3, 6);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            EtcdServer frozen =
                    round % 3 == 2 ? cluster.leader() : cluster.followers().get(round % 3);
            faultRounds.add(freeze(frozen, round % 3 == 2, faultRounds));
        }
        faultRounds.conclude("longest call", processElection.check());
    }

    private static long freeze(EtcdServer member, boolean isLeader, FaultRounds faultRounds) throws Exception {
        try (Store store = Store.at(otherThan(member))) {
            store.awaitPlaces(processElection.election(), cluster.members().size());
        }
        Term term = processElection.term();
        String kind = (isLeader ? "the etcd leader, " : "a follower, ") + member.name();
        try (Caller caller = Caller.of(
                processElection.election(),
                Map.of(ProcessElections.ENDPOINTS, endpointsFrom(indexOf(member))),
                LEASE)) {
            long paused = System.nanoTime();
            member.pause();
            long longest = caller.callFor(FROZEN);
            faultRounds.note(kind + ": " + caller.account() + ", longest " + longest / 1_000_000 + " ms");
            assertThat(processElection.isLast(term))
                    .as("kept while " + kind + " was frozen\n" + processElection.account())
                    .isTrue();
            assertThat(term.heldUntil())
                    .isGreaterThan(paused + FROZEN.minusSeconds(1).toNanos());
            caller.assertAnswered();
            return longest;
        } finally {
            long woken = System.nanoTime();
            member.resume();
            Await.untilAfter(woken, AFTER_SIGCONT);
            faultRounds.note("after SIGCONT of " + kind + ": "
                    + (processElection.isLast(term) ? "the leadership goes on" : "the leadership has ended"));
        }
    }

    private static EtcdServer otherThan(EtcdServer member) {
        return cluster.members().stream()
                .filter(other -> other != member)
                .findFirst()
                .orElseThrow();
    }

    private static int indexOf(EtcdServer member) {
        return cluster.members().indexOf(member);
    }

    /** All members, beginning with one. */
    private static String endpointsFrom(int first) {
        List<EtcdServer> members = cluster.members();
        List<EtcdServer> turned = new ArrayList<>(members.subList(first, members.size()));
        turned.addAll(members.subList(0, first));
        return turned.stream().map(EtcdServer::endpoint).collect(Collectors.joining(","));
    }
}
