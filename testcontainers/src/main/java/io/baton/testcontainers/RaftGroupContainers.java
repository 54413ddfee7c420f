// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.utility.DockerImageName;

/**
 * Members of a group of embedded Raft, each in a container of its own, which stand in no election: the processes that the test starts take part as
 * clients of the group. {@code io.baton:baton-raft-embedded-backend} has to be on the test's class path, which the members run with.
 *
 * <pre>{@code
 * @Container
 * static final RaftGroupContainers GROUP = new RaftGroupContainers();
 *
 * @Test
 * void anotherProcessLeadsWhenOneResigns() throws InterruptedException {
 *     try (Baton first = Baton.connect(GROUP.configuration());
 *             Baton second = Baton.connect(GROUP.configuration())) {
 *         // ...
 *     }
 * }
 * }</pre>
 *
 * Members and clients reach every member by the same address, as embedded Raft wants it: a port of the gateway of the group's network. The test
 * therefore runs where that gateway is reachable, as on Linux with a Docker Engine of its own; on Docker Desktop it is not. The connections are
 * not encrypted. A member that {@link ContainerFaults} kills comes back at its old address, with its data. To be used by one thread.
 */
public final class RaftGroupContainers implements Startable {

    private static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f", "g");

    private final Network network;
    private final String members;
    private final ContainerGroup<RaftMemberContainer> group;
    private final AtomicInteger clients = new AtomicInteger();
    private Duration lease = Duration.ofMillis(800);

    /** Three members. */
    public RaftGroupContainers() {
        this(ContainerGroup.THREE);
    }

    /** That many members, at most seven, of the official image of a JRE 17, unless {@code -Dbaton.testcontainers.java} or {@code BATON_TESTCONTAINERS_JAVA} names another. */
    public RaftGroupContainers(int size) {
        this(ContainerImage.JAVA.imageName(), size);
    }

    /** That many members, at most seven, of an image in which a {@code java} of version 17 or later is on the path. */
    public RaftGroupContainers(DockerImageName image, int size) {
        if (size < 1 || size > IDS.size()) {
            throw new IllegalArgumentException("a group of " + size + " members; it may have 1 to " + IDS.size());
        }
        List<String> ids = IDS.subList(0, size);
        List<Integer> ports = ContainerGroup.freePorts(size);
        network = Network.newNetwork();
        String gateway = gateway(network);
        members = String.join(
                ",",
                IntStream.range(0, size)
                        .mapToObj(i -> ids.get(i) + "@" + gateway + ":" + ports.get(i))
                        .toList());
        List<RaftMemberContainer> containers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            containers.add(new RaftMemberContainer(image, ids.get(i), members, ports.get(i)).withNetwork(network));
        }
        group = new ContainerGroup<>(network, containers);
    }

    private static String gateway(Network network) {
        return DockerClientFactory.instance()
                .client()
                .inspectNetworkCmd()
                .withNetworkId(network.getId())
                .exec()
                .getIpam()
                .getConfig()
                .stream()
                .map(config -> requireNonNull(config.getGateway(), "the network of the group has no gateway"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the network of the group has no address"));
    }

    /**
     * How long the store keeps a silent session, of members and clients; before the start. Default 800 ms; give more on a machine with few
     * processors.
     */
    public RaftGroupContainers withLeaseDuration(Duration duration) {
        lease = duration;
        group.containers().forEach(member -> member.withLeaseDuration(duration));
        return this;
    }

    /** The containers of the members, for faults; always in the same order. */
    public List<GenericContainer<?>> members() {
        return List.copyOf(group.containers());
    }

    /** The network between the members. */
    public Network network() {
        return network;
    }

    /**
     * For {@link io.baton.Baton#connect(Map)} of a client, once started: the backend, the members, the lease and an id that no other call has given.
     * A copy; more keys may be added.
     */
    public Map<String, String> configuration() {
        Map<String, String> keys = ConfigurationKeys.raft("client-" + clients.incrementAndGet(), members);
        keys.put("baton.lease-duration", lease.toMillis() + "ms");
        return keys;
    }

    /** Returns when all members have connected to the group. */
    @Override
    public void start() {
        group.start();
    }

    @Override
    public void stop() {
        group.stop();
    }
}
