// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.utility.DockerImageName;

/**
 * Members of one etcd cluster, on a network of their own, for tests that lose one. A member that {@link ContainerFaults} kills comes back at its
 * old address, with its data. Works as {@link EtcdContainer} does, also with JUnit's {@code @Container}. To be used by one thread.
 */
public final class EtcdClusterContainers implements Startable {

    private final ContainerGroup<EtcdContainer> group;

    /** Three members. */
    public EtcdClusterContainers() {
        this(ContainerGroup.THREE);
    }

    /** That many members of the default image. */
    public EtcdClusterContainers(int size) {
        this(ContainerImage.ETCD.imageName(), size);
    }

    /** That many members of an image. */
    public EtcdClusterContainers(DockerImageName image, int size) {
        List<String> names = ContainerGroup.names("etcd-", size);
        List<Integer> ports = ContainerGroup.freePorts(size);
        String cluster = String.join(
                ",", names.stream().map(name -> name + "=" + peerUrl(name)).toList());
        Network network = Network.newNetwork();
        List<EtcdContainer> containers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = names.get(i);
            EtcdContainer member = new EtcdContainer(image)
                    .withNetwork(network)
                    .withNetworkAliases(name)
                    .withOptions(
                            name,
                            List.of(
                                    "--listen-peer-urls=" + peerUrl("0.0.0.0"),
                                    "--initial-advertise-peer-urls=" + peerUrl(name),
                                    "--initial-cluster=" + cluster));
            member.setPortBindings(List.of(ContainerGroup.binding(ports.get(i), EtcdContainer.PORT)));
            containers.add(member);
        }
        group = new ContainerGroup<>(network, containers);
    }

    private static String peerUrl(String host) {
        return "http://" + host + ":" + EtcdContainer.PEER_PORT;
    }

    /** The members, to be broken; always in the same order. */
    public List<EtcdContainer> members() {
        return group.containers();
    }

    /** The network between the members. */
    public Network network() {
        return group.network();
    }

    /** For {@link io.baton.Baton#connect(Map)}, once started: the backend and all endpoints. A copy; more keys may be added. */
    public Map<String, String> configuration() {
        return ConfigurationKeys.etcd(
                String.join(",", members().stream().map(EtcdContainer::endpoint).toList()));
    }

    /** Returns when all members are healthy. */
    @Override
    public void start() {
        group.start();
    }

    @Override
    public void stop() {
        group.stop();
    }
}
