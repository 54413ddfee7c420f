// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.zookeeper.server.TestEnsemble;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Each server in a process of this machine. */
final class ProcessCluster implements Cluster {

    private final Map<String, String> configuration;
    private final List<ClusterServer> servers;
    private final Supplier<String> account;
    private final Runnable close;

    private ProcessCluster(
            Map<String, String> configuration, List<ClusterServer> servers, Supplier<String> account, Runnable close) {
        this.configuration = Map.copyOf(configuration);
        this.servers = List.copyOf(servers);
        this.account = account;
        this.close = close;
    }

    static ProcessCluster zooKeeper() throws InterruptedException {
        TestEnsemble ensemble = TestEnsemble.start(3);
        return new ProcessCluster(
                Map.of("baton.backend", "zookeeper", "baton.zookeeper.connect-string", ensemble.connectString()),
                ensemble.servers().stream().map(ProcessCluster::server).toList(),
                () -> String.join(
                        "\n",
                        ensemble.servers().stream().map(TestServer::account).toList()),
                ensemble::close);
    }

    static ProcessCluster etcd() {
        EtcdCluster cluster = EtcdCluster.start();
        return new ProcessCluster(
                Map.of("baton.backend", "etcd", "baton.etcd.endpoints", cluster.endpoints()),
                cluster.members().stream().map(ProcessCluster::server).toList(),
                () -> String.join(
                        "\n",
                        cluster.members().stream().map(EtcdServer::lastWords).toList()),
                cluster::close);
    }

    /** The candidates are clients of the group. */
    static ProcessCluster raft(Path directory, Duration lease) {
        RaftProcesses group = new RaftProcesses(directory, lease);
        return new ProcessCluster(
                group.configuration(),
                group.members().stream().<ClusterServer>map(member -> member).toList(),
                group::account,
                group::close);
    }

    private static ClusterServer server(TestServer server) {
        return new Signals(server::kill, server::launch, server::pause, server::resume);
    }

    private static ClusterServer server(EtcdServer server) {
        return new Signals(server::kill, server::launch, server::pause, server::resume);
    }

    @Override
    public Map<String, String> configuration() {
        return configuration;
    }

    @Override
    public List<ClusterServer> servers() {
        return servers;
    }

    @Override
    public String account() {
        return account.get();
    }

    @Override
    public void close() {
        close.run();
    }

    @FunctionalInterface
    private interface Signal {
        void send() throws InterruptedException;
    }

    private record Signals(Runnable killing, Runnable starting, Signal freezing, Signal waking)
            implements ClusterServer {

        @Override
        public void kill() {
            killing.run();
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
