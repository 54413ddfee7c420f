// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P12 two hundred times: connect, lead, close. What is left by one of them would be there two hundred times. */
@Timeout(600)
class ClosedConnectionsTest {

    private static final int WARM_UP = 20;
    private static final int CYCLES = 200;
    private static final Duration LEASE = Duration.ofSeconds(4);

    @Test
    void nothingIsLeftAtZooKeeper() throws Exception {
        try (ProcessCluster cluster = ProcessCluster.zooKeeper()) {
            nothingIsLeft(cluster);
        }
    }

    @Test
    void nothingIsLeftAtEtcd() throws Exception {
        try (ProcessCluster cluster = ProcessCluster.etcd()) {
            nothingIsLeft(cluster);
        }
    }

    @Test
    void nothingIsLeftAtAGroupOfEmbeddedRaft(@TempDir Path directory) throws Exception {
        try (ProcessCluster cluster = ProcessCluster.raft(directory, LEASE)) {
            nothingIsLeft(cluster);
        }
    }

    private static void nothingIsLeft(ProcessCluster cluster) throws Exception {
        cycles(cluster, WARM_UP);
        Footprint before = Footprint.of(cluster.stored());
        long begun = System.nanoTime();
        cycles(cluster, CYCLES);
        System.out.println(
                cluster.configuration().get("baton.backend") + ": " + CYCLES + " times connected, led and closed in "
                        + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms; before " + before);
        try {
            Await.untilTrue(
                    "nothing is left",
                    () -> Footprint.of(cluster.stored()).growthSince(before).isEmpty());
        } catch (ConditionTimeoutException e) {
            assertThat(Footprint.of(cluster.stored()).growthSince(before)).isEmpty();
        }
    }

    private static void cycles(Cluster cluster, int times) throws InterruptedException {
        Map<String, String> configuration = cluster.configuration();
        for (int i = 0; i < times; i++) {
            try (Baton baton = Baton.connect(configuration)) {
                LeaderElector elector = baton.elector("opened-and-closed").start();
                assertThat(elector.awaitLeadership().isHeld()).isTrue();
            }
        }
    }
}
