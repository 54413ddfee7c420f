// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.testkit.chaos.ChaosTiming;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.testcontainers.DockerClientFactory;

/** Servers and candidates are broken, on every backend, in both forms. */
final class FaultMatrix {

    static final Duration LEASE = Duration.ofSeconds(4);

    /** Some of the faults each time, another choice and order with each seed; all of them under {@code -Pfaults}. */
    private static final ChaosTiming TIMING = ChaosTiming.FULL
            ? ChaosTiming.of(LEASE, LEASE)
            : new ChaosTiming(LEASE, Duration.ofSeconds(45), LEASE.dividedBy(2), LEASE);

    private FaultMatrix() {}

    static void inContainers(String store, Callable<Cluster> start) throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Docker is not there, so nothing runs in containers: start dockerd");
        play(store + " in containers", start);
    }

    static void inProcesses(String store, Callable<Cluster> start) throws Exception {
        play(store + " in processes", start);
    }

    /** The judge of the fence must be able to fail. */
    static void withoutFence(String store, Callable<Cluster> start) throws Exception {
        try (Cluster cluster = start.call()) {
            ElectionOnCluster.losesUpdatesWithoutFence(store + " without a fence", cluster, TIMING);
        }
    }

    private static void play(String name, Callable<Cluster> start) throws Exception {
        try (Cluster cluster = start.call()) {
            ElectionOnCluster.survivesFaults(name, cluster, TIMING);
        }
    }
}
