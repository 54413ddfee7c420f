// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testcontainers.ContainerFaults;
import io.baton.testcontainers.EtcdClusterContainers;
import io.baton.testcontainers.RaftGroupContainers;
import io.baton.testcontainers.ZooKeeperEnsembleContainers;
import io.baton.testkit.chaos.ChaosFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startable;

/** Each server in a container, all on a network of their own. */
final class ContainerCluster implements Cluster {

    private static final int LAST = 4_000;

    private final Startable containers;
    private final List<? extends GenericContainer<?>> servers;
    private final Supplier<Map<String, String>> configuration;
    private final boolean haveAddresses;

    /** @param haveAddresses whether servers reach each other by addresses of their own, and not by one for all */
    private ContainerCluster(
            Startable containers,
            List<? extends GenericContainer<?>> servers,
            Supplier<Map<String, String>> configuration,
            boolean haveAddresses) {
        this.containers = containers;
        this.servers = servers;
        this.configuration = configuration;
        this.haveAddresses = haveAddresses;
        containers.start();
    }

    static ContainerCluster zooKeeper() {
        ZooKeeperEnsembleContainers ensemble = new ZooKeeperEnsembleContainers();
        return new ContainerCluster(ensemble, ensemble.servers(), ensemble::configuration, true);
    }

    static ContainerCluster etcd() {
        EtcdClusterContainers cluster = new EtcdClusterContainers();
        return new ContainerCluster(cluster, cluster.members(), cluster::configuration, true);
    }

    /** The candidates are clients of the group. */
    static ContainerCluster raft(Duration lease) {
        RaftGroupContainers group = new RaftGroupContainers().withLeaseDuration(lease);
        return new ContainerCluster(group, group.members(), group::configuration, false);
    }

    @Override
    public Map<String, String> configuration() {
        return configuration.get();
    }

    @Override
    public List<ClusterServer> servers() {
        return servers.stream().<ClusterServer>map(ContainerServer::new).toList();
    }

    @Override
    public List<ChaosFault> networkFaults(Random random) {
        return new ContainerNetworkFaults(servers, random).all(haveAddresses);
    }

    @Override
    public String account() {
        return servers.stream()
                .map(server -> server.getDockerImageName() + ":\n" + end(server.getLogs()))
                .collect(Collectors.joining("\n"));
    }

    private static String end(String log) {
        return log.substring(Math.max(0, log.length() - LAST));
    }

    @Override
    public void close() {
        containers.stop();
    }

    private record ContainerServer(GenericContainer<?> container) implements ClusterServer {

        @Override
        public void kill() {
            ContainerFaults.kill(container);
        }

        @Override
        public void terminate() {
            ContainerFaults.terminate(container);
        }

        @Override
        public void start() {
            ContainerFaults.start(container);
        }

        @Override
        public void freeze() {
            ContainerFaults.freeze(container);
        }

        @Override
        public void wake() {
            ContainerFaults.wake(container);
        }
    }
}
