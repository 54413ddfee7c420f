// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.zookeeper.server.TestEnsemble;
import io.baton.zookeeper.server.TestServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each server in a process of this machine. */
final class ProcessCluster implements Cluster {

    private final Map<String, String> configuration;
    private final List<ClusterServer> servers;
    private final Optional<ProxyNetwork> network;
    private final Inspection inspection;
    private final Runnable close;

    private ProcessCluster(
            Map<String, String> configuration,
            List<ClusterServer> servers,
            Optional<ProxyNetwork> network,
            Inspection inspection,
            Runnable close) {
        this.network = network;
        this.inspection = inspection;
        this.configuration = Map.copyOf(configuration);
        this.servers = List.copyOf(servers);
        this.close = close;
    }

    static ProcessCluster zooKeeper() throws InterruptedException {
        TestEnsemble ensemble = TestEnsemble.start(3);
        ProxyNetwork network =
                new ProxyNetwork(Stream.of(ensemble.connectString().split(",", -1))
                        .map(ProcessCluster::address)
                        .toList());
        return new ProcessCluster(
                Map.of(
                        "baton.backend",
                        "zookeeper",
                        "baton.zookeeper.connect-string",
                        String.join(",", network.hostsAndPorts())),
                ensemble.servers().stream().map(ProcessCluster::server).toList(),
                Optional.of(network),
                new Inspection(
                        () -> nodes(ensemble.leader()),
                        () -> String.join(
                                "\n",
                                ensemble.servers().stream()
                                        .map(TestServer::account)
                                        .toList())),
                ensemble::close);
    }

    static ProcessCluster etcd() {
        EtcdCluster cluster = EtcdCluster.start();
        ProxyNetwork network = new ProxyNetwork(cluster.members().stream()
                .map(member -> URI.create(member.endpoint()).getAuthority())
                .map(ProcessCluster::address)
                .toList());
        return new ProcessCluster(
                Map.of(
                        "baton.backend",
                        "etcd",
                        "baton.etcd.endpoints",
                        String.join(
                                ",",
                                network.hostsAndPorts().stream()
                                        .map(at -> "http://" + at)
                                        .toList())),
                cluster.members().stream().map(ProcessCluster::server).toList(),
                Optional.of(network),
                new Inspection(
                        () -> keys(cluster.member(0)),
                        () -> String.join(
                                "\n",
                                cluster.members().stream()
                                        .map(EtcdServer::lastWords)
                                        .toList())),
                cluster::close);
    }

    /** The candidates are clients of the group. */
    static ProcessCluster raft(Path directory, Duration lease) {
        RaftProcesses group = new RaftProcesses(directory, lease);
        return new ProcessCluster(
                group.configuration(),
                group.members().stream().<ClusterServer>map(member -> member).toList(),
                Optional.empty(),
                new Inspection(Map::of, group::account),
                group::close);
    }

    private static Map<String, Long> nodes(TestServer server) {
        Map<String, String> metrics = server.metrics();
        return Stream.of("zk_znode_count", "zk_ephemerals_count", "zk_watch_count", "zk_global_sessions")
                .filter(metrics::containsKey)
                .collect(Collectors.toMap(name -> name, name -> Long.parseLong(metrics.getOrDefault(name, "0"))));
    }

    private static Map<String, Long> keys(EtcdServer member) {
        Map<String, Double> metrics = member.metrics();
        return Map.of(
                "keys", count(metrics, "etcd_debugging_mvcc_keys_total"),
                "watchers", count(metrics, "etcd_debugging_mvcc_watcher_total"),
                "leases",
                        count(metrics, "etcd_debugging_lease_granted_total")
                                - count(metrics, "etcd_debugging_lease_revoked_total"));
    }

    private static long count(Map<String, Double> metrics, String name) {
        return metrics.getOrDefault(name, 0.0).longValue();
    }

    /** How many there are of each kind of what clients leave in the store; what a group of embedded Raft has is not seen from outside. */
    Map<String, Long> stored() {
        return inspection.stored.get();
    }

    private static InetSocketAddress address(String hostAndPort) {
        URI address = URI.create("tcp://" + hostAndPort);
        return new InetSocketAddress(address.getHost(), address.getPort());
    }

    private static ClusterServer server(TestServer server) {
        return new Signals(server::kill, server::stop, server::launch, server::pause, server::resume);
    }

    private static ClusterServer server(EtcdServer server) {
        return new Signals(server::kill, server::stop, server::launch, server::pause, server::resume);
    }

    @Override
    public Map<String, String> configuration() {
        return configuration;
    }

    @Override
    public List<ClusterServer> servers() {
        return servers;
    }

    /** Members of a group and their clients know each other by the same addresses, so nothing can stand between them here. */
    @Override
    public List<ChaosFault> networkFaults(Random random) {
        return network.map(between -> between.faults(random)).orElse(List.of());
    }

    @Override
    public String account() {
        return inspection.account.get();
    }

    @Override
    public void close() {
        network.ifPresent(ProxyNetwork::close);
        close.run();
    }

    /**
     * How the servers are looked at.
     *
     * @param stored how many there are of each kind of what clients leave
     * @param account what the servers have said last
     */
    private record Inspection(Supplier<Map<String, Long>> stored, Supplier<String> account) {}

    @FunctionalInterface
    private interface Signal {
        void send() throws InterruptedException;
    }

    private record Signals(Runnable killing, Signal terminating, Runnable starting, Signal freezing, Signal waking)
            implements ClusterServer {

        @Override
        public void kill() {
            killing.run();
        }

        @Override
        public void terminate() throws InterruptedException {
            terminating.send();
        }

        @Override
        public void start() {
            starting.run();
        }

        @Override
        public void freeze() throws InterruptedException {
            freezing.send();
        }

        @Override
        public void wake() throws InterruptedException {
            waking.send();
        }
    }
}
