// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.utility.DockerImageName;

/**
 * ZooKeeper servers that replicate, on a network of their own, for tests that lose one. A server that {@link ContainerFaults} kills comes back at
 * its old address, with its data. Works as {@link ZooKeeperContainer} does, also with JUnit's {@code @Container}. To be used by one thread.
 */
public final class ZooKeeperEnsembleContainers implements Startable {

    private static final int QUORUM_PORT = 2888;
    private static final int ELECTION_PORT = 3888;

    private final ContainerGroup<ZooKeeperContainer> group;

    /** Three servers. */
    public ZooKeeperEnsembleContainers() {
        this(ContainerGroup.THREE);
    }

    /** That many servers of the default image. */
    public ZooKeeperEnsembleContainers(int size) {
        this(ContainerImage.ZOOKEEPER.imageName(), size);
    }

    /** That many servers of an image. */
    public ZooKeeperEnsembleContainers(DockerImageName image, int size) {
        List<String> names = ContainerGroup.names("zookeeper-", size);
        List<Integer> ports = ContainerGroup.freePorts(size);
        String servers = IntStream.range(0, size)
                .mapToObj(i -> "server." + (i + 1) + "=" + names.get(i) + ":" + QUORUM_PORT + ":" + ELECTION_PORT + ";"
                        + ZooKeeperContainer.PORT)
                .collect(Collectors.joining(" "));
        Network network = Network.newNetwork();
        List<ZooKeeperContainer> containers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ZooKeeperContainer server = new ZooKeeperContainer(image)
                    .withNetwork(network)
                    .withNetworkAliases(names.get(i))
                    .withEnv("ZOO_MY_ID", Integer.toString(i + 1))
                    .withEnv("ZOO_SERVERS", servers);
            server.setPortBindings(List.of(ContainerGroup.binding(ports.get(i), ZooKeeperContainer.PORT)));
            containers.add(server);
        }
        group = new ContainerGroup<>(network, containers);
    }

    /** The servers, to be broken; always in the same order. */
    public List<ZooKeeperContainer> servers() {
        return group.containers();
    }

    /** The network between the servers. */
    public Network network() {
        return group.network();
    }

    /** Hosts and ports of all servers, once started. */
    public String connectString() {
        return String.join(
                ",", servers().stream().map(ZooKeeperContainer::connectString).toList());
    }

    /** For {@link io.baton.Baton#connect(Map)}, once started: the backend and all addresses. A copy; more keys may be added. */
    public Map<String, String> configuration() {
        return ConfigurationKeys.zooKeeper(connectString());
    }

    /** Returns when all servers serve. */
    @Override
    public void start() {
        group.start();
    }

    @Override
    public void stop() {
        group.stop();
    }
}
