// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.examples.Resources;
import io.baton.examples.storage.cluster.ClusterSettings;
import io.baton.examples.storage.cluster.LocalCluster;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load through the cluster, over each backend. */
@Timeout(600)
class StorageClusterTest {

    private static final LoadPlan SHORT = new LoadPlan(600, 2, true, Duration.ofSeconds(4));
    private static final LoadPlan LONG = new LoadPlan(10_000, 10, true, Duration.ofSeconds(5));

    @Tag("short")
    @ParameterizedTest
    @ValueSource(strings = {"raft", "zookeeper", "etcd"})
    void noAcknowledgedWriteIsLostAndNoStaleOneKept(String backend) throws Exception {
        assertKept(backend, SHORT);
    }

    @Tag("faults")
    @ParameterizedTest
    @ValueSource(strings = {"raft", "zookeeper", "etcd"})
    void noneOfTenThousandAcknowledgedWritesIsLostAndNoStaleOneKept(String backend) throws Exception {
        assertKept(backend, LONG);
    }

    private static void assertKept(String backend, LoadPlan plan) throws Exception {
        try (Resources resources = Resources.closedAtExit()) {
            ClusterSettings settings = ClusterSettings.of(backend).withProperties(StorageLoad.PROPERTIES);
            LocalCluster cluster = LocalCluster.start(settings, resources, line -> tell(backend, line));
            LoadReport report = StorageLoad.run(cluster, plan, line -> tell(backend, line));
            report.lines().forEach(line -> tell(backend, line));
            assertThat(report.violations()).isEmpty();
        }
    }

    private static void tell(String backend, String line) {
        System.out.println(backend + ": " + line);
    }
}
