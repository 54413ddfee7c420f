// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.testkit.chaos.ChaosTiming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** Servers and candidates are broken, on every backend, in both forms. */
@Timeout(3600)
class FaultMatrixTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Some of the faults each time, another choice and order with each seed; all of them under {@code -Pfaults}. */
    private static final ChaosTiming TIMING = ChaosTiming.FULL
            ? ChaosTiming.of(LEASE, LEASE)
            : new ChaosTiming(LEASE, Duration.ofSeconds(25), LEASE.dividedBy(2), LEASE);

    @Test
    void zooKeeperInContainers() throws Exception {
        inContainers("ZooKeeper in containers", ContainerCluster::zooKeeper);
    }

    @Test
    void zooKeeperInProcesses() throws Exception {
        play("ZooKeeper in processes", ProcessCluster::zooKeeper);
    }

    @Test
    void etcdInContainers() throws Exception {
        inContainers("etcd in containers", ContainerCluster::etcd);
    }

    @Test
    void etcdInProcesses() throws Exception {
        play("etcd in processes", ProcessCluster::etcd);
    }

    @Test
    void raftInContainers() throws Exception {
        inContainers("embedded Raft in containers", () -> ContainerCluster.raft(LEASE));
    }

    @Test
    void raftInProcesses(@TempDir Path directory) throws Exception {
        play("embedded Raft in processes", () -> ProcessCluster.raft(directory, LEASE));
    }

    private static void inContainers(String name, Callable<Cluster> cluster) throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Docker is not there, so nothing runs in containers: start dockerd");
        play(name, cluster);
    }

    private static void play(String name, Callable<Cluster> start) throws Exception {
        try (Cluster cluster = start.call()) {
            ElectionOnCluster.survivesAllFaults(name, cluster, TIMING);
        }
    }
}
