// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.contract.scenario.RecordingListener;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator does to a cluster that keeps its data must not be taken for a cluster that has lost them. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class MaintenanceTest {

    /** Outlives an election of etcd's on a busy machine. */
    private static final Duration LEASE = Duration.ofSeconds(12);

    private final RecordingListener heard = new RecordingListener();
    private EtcdCluster cluster;
    private Baton baton;
    private LeaderElector elector;

    @BeforeEach
    void lead() throws InterruptedException {
        cluster = EtcdCluster.start();
        baton = Configuration.of("etcd")
                .with("baton.etcd.endpoints", cluster.endpoints())
                .with("baton.lease-duration", LEASE.toSeconds() + "s")
                .connect();
        elector = baton.elector("maintained");
        elector.listen(heard);
        assertThat(elector.start().awaitLeadership(Await.LONG)).isPresent();
    }

    @AfterEach
    void stop() {
        baton.close();
        cluster.close();
    }

    @Test
    void compactedAndDefragmentedMembersAreTheSameCluster() throws Exception {
        write(100);
        EtcdServer one = cluster.member(0);
        one.etcdctl("compact", Long.toString(one.gateway().status().revision()));
        for (EtcdServer member : cluster.members()) {
            member.etcdctl("defrag");
        }
        leadsOnAndIsElectedAgain();
    }

    @Test
    void aClusterWhoseFollowersWereReplacedIsTheSame() throws Exception {
        EtcdServer leader = cluster.leader();
        for (EtcdServer follower : cluster.followers()) {
            replace(follower, leader);
        }
        leadsOnAndIsElectedAgain();
    }

    /** As etcd's documentation says: a member is removed before its successor, which has no data, is added. */
    private static void replace(EtcdServer member, EtcdServer other) {
        String id = other.etcdctl("member", "list")
                .lines()
                .filter(line -> line.contains(", " + member.name() + ","))
                .map(line -> line.substring(0, line.indexOf(',')))
                .findFirst()
                .orElseThrow();
        Await.untilTrue("removed", () -> isDone(other, "member", "remove", id));
        member.kill();
        member.wipe();
        String peerUrl = "--peer-urls=" + member.advertisedPeerUrl();
        Await.untilTrue("added", () -> isDone(other, "member", "add", member.name(), peerUrl));
        member.launchAsNewMember();
        member.awaitServing();
    }

    /** A cluster takes no change in the first seconds after a member has come. */
    private static boolean isDone(EtcdServer at, String... command) {
        try {
            at.etcdctl(command);
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    private void write(int times) {
        try (Store store = Store.at(cluster.member(0))) {
            for (int i = 0; i < times; i++) {
                store.operator().put("elsewhere", "v" + i, 0);
            }
        }
    }

    private void leadsOnAndIsElectedAgain() throws Exception {
        // A session that had taken offence would end with its next proof.
        Await.untilAfter(System.nanoTime(), LEASE);
        assertThat(heard.refusals()).isEmpty();
        Leadership before = elector.awaitLeadership(Await.LONG).orElseThrow();
        elector.resign();
        Await.untilTrue("resigned", () -> !before.isHeld());
        Leadership next = elector.awaitLeadership(Await.LONG).orElseThrow();
        assertThat(next.token().value()).isGreaterThan(before.token().value());
        assertThat(heard.refusals()).isEmpty();
    }
}
