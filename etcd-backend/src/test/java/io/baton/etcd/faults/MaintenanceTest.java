// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.NewMember;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.RecordingListener;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators do to a cluster that stays the same. */
@Timeout(600)
class MaintenanceTest {

    private static final Duration LEASE = Duration.ofSeconds(40);

    /** Several proofs. */
    private static final Duration STEADY = Duration.ofSeconds(15);

    @Test
    void isNoReasonToRefuseTheCluster() throws Exception {
        RecordingListener heard = new RecordingListener();
        try (EtcdCluster cluster = EtcdCluster.start();
                Baton baton = Configuration.of("etcd")
                        .with("baton.etcd.endpoints", cluster.endpoints())
                        .with("baton.connect-timeout", "60s")
                        .with("baton.lease-duration", LEASE.toSeconds() + "s")
                        .connect()) {
            LeaderElector elector = baton.elector("kept");
            elector.listen(heard);
            elector.start();
            Leadership leadership = elector.awaitLeadership(Patience.LONG).orElseThrow();
            EtcdServer other = cluster.member(1);
            other.etcdctl("compact", revision(other));
            for (EtcdServer member : cluster.members()) {
                member.etcdctl("defrag");
            }
            other.etcdctl("alarm", "disarm");
            try (NewMember replacement = NewMember.inPlaceOf(cluster.member(0), other)) {
                assertThat(replacement.endpoint()).isNotEmpty();
                Patience.untilAfter(System.nanoTime(), STEADY);
                cluster.member(2).kill();
                cluster.member(2).restart();
                Patience.untilAfter(System.nanoTime(), STEADY);
                assertThat(leadership.isHeld()).isTrue();
                assertThat(heard.refusals()).isEmpty();
                assertThat(heard.tokens()).hasSize(1);
            }
        }
    }

    private static String revision(EtcdServer of) {
        String status = of.etcdctl("get", "nothing", "--write-out=json");
        return status.replaceAll(".*\"revision\":(\\d+).*", "$1").strip();
    }
}
