// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.etcd.server.EtcdGateway.Status;
import io.baton.testkit.fault.TcpProxy;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Three members of an etcd cluster, each a process of its own, which can be cut off from each other while their clients
 * reach them all. To be used by one thread. Cuts need Linux, and no rights.
 */
public final class EtcdCluster implements AutoCloseable {

    private static final int SIZE = 3;
    private static final Duration ELECTION_BOUND = Duration.ofSeconds(60);
    // No other member is asked meanwhile.
    private static final Duration VIEW_BOUND = Duration.ofMillis(500);

    private final List<EtcdServer> members;
    private final List<PeerGate> gates;
    private final List<Link> links = new ArrayList<>();

    private EtcdCluster(EtcdSpec spec, OptionalInt sharedPort) {
        List<EtcdServer.Ports> ports =
                IntStream.range(0, SIZE).mapToObj(i -> EtcdServer.Ports.free()).toList();
        gates = ports.stream().map(each -> new PeerGate()).toList();
        List<String> peerUrls = IntStream.range(0, SIZE)
                .mapToObj(i -> canBeCut()
                        ? "http://127.0.0.1:" + gates.get(i).port()
                        : ports.get(i).peerUrl())
                .toList();
        EtcdSpec shared = spec.option(
                "initial-cluster",
                IntStream.range(0, SIZE)
                        .mapToObj(i -> name(i) + "=" + peerUrls.get(i))
                        .collect(Collectors.joining(",")));
        members = IntStream.range(0, SIZE)
                .mapToObj(i -> new EtcdServer(
                        name(i),
                        listening(shared.option("initial-advertise-peer-urls", peerUrls.get(i)), i, ports, sharedPort),
                        ports.get(i)))
                .toList();
        for (int to = 0; to < SIZE; to++) {
            gates.get(to).open(linksTo(members.get(to)));
        }
    }

    private static EtcdSpec listening(EtcdSpec spec, int index, List<EtcdServer.Ports> ports, OptionalInt sharedPort) {
        return sharedPort.isEmpty()
                ? spec
                : spec.option(
                        "listen-client-urls",
                        "http://127.0.0.1:" + ports.get(index).client() + ",http://127.0.0." + (2 + index) + ":"
                                + sharedPort.getAsInt());
    }

    private static String name(int index) {
        return "etcd-" + index;
    }

    private static boolean canBeCut() {
        return ConnectionTable.exists();
    }

    private Map<EtcdServer, TcpProxy> linksTo(EtcdServer to) {
        Map<EtcdServer, TcpProxy> byClient = new HashMap<>();
        for (EtcdServer from : members) {
            if (from != to) {
                TcpProxy network = TcpProxy.to(to.peerAddress());
                links.add(new Link(from, to, network));
                byClient.put(from, network);
            }
        }
        return Map.copyOf(byClient);
    }

    /** Three members, all serving, that also listen at one port on 127.0.0.2, 127.0.0.3 and 127.0.0.4. */
    public static EtcdCluster startAt(int port) {
        return started(new EtcdCluster(EtcdSpec.standard(), OptionalInt.of(port)));
    }

    /** Three members, all serving. */
    public static EtcdCluster start() {
        return start(EtcdSpec.standard());
    }

    public static EtcdCluster start(EtcdSpec spec) {
        return started(new EtcdCluster(spec, OptionalInt.empty()));
    }

    private static EtcdCluster started(EtcdCluster cluster) {
        try {
            cluster.launch();
            return cluster;
        } catch (RuntimeException | Error failed) {
            cluster.close();
            throw failed;
        }
    }

    public List<EtcdServer> members() {
        return members;
    }

    /** One of 0, 1, 2. */
    public EtcdServer member(int index) {
        return members.get(index);
    }

    /** The endpoints of all members, with commas between. */
    public String endpoints() {
        return members.stream().map(EtcdServer::endpoint).collect(Collectors.joining(","));
    }

    /** The member that answers and that most members follow, once there is one. Not for clusters with TLS. */
    public EtcdServer leader() {
        return Awaitility.await("a leader of the cluster")
                .atMost(ELECTION_BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .pollInSameThread()
                .until(this::followedByMost, Optional::isPresent)
                .orElseThrow();
    }

    /** All members but {@link #leader()}, whether they answer or not. */
    public List<EtcdServer> followers() {
        EtcdServer leader = leader();
        return members.stream().filter(member -> member != leader).toList();
    }

    /**
     * Nothing passes any more between these members and the others, in either direction; among themselves they go on.
     * Earlier cuts stay.
     */
    public void cut(EtcdServer... side) {
        if (!canBeCut()) {
            throw new UnsupportedOperationException("only on Linux can it be seen which member has connected");
        }
        List<EtcdServer> these = List.of(side);
        links.stream()
                .filter(link -> these.contains(link.from()) != these.contains(link.to()))
                .forEach(link -> link.network().cut());
    }

    /** Ends all cuts; what was held back is delivered. */
    public void heal() {
        links.forEach(link -> link.network().heal());
    }

    /** Kills all members at once. {@link #launch()} brings them back. */
    public void kill() {
        members.forEach(EtcdServer::kill);
    }

    /** Starts all members, none of which runs, on the same data and ports; returns when all serve. */
    public void launch() {
        members.forEach(EtcdServer::launch);
        members.forEach(EtcdServer::awaitServing);
    }

    @Override
    public void close() {
        members.forEach(EtcdServer::close);
        gates.forEach(PeerGate::close);
        links.forEach(link -> link.network().close());
    }

    private Optional<EtcdServer> followedByMost() {
        Map<EtcdServer, Status> views = new HashMap<>();
        for (EtcdServer member : members) {
            view(member).ifPresent(view -> views.put(member, view));
        }
        return views.entrySet().stream()
                .filter(candidate -> 2 * followers(candidate.getValue(), views) > SIZE)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static long followers(Status leader, Map<EtcdServer, Status> views) {
        return views.values().stream()
                .filter(view -> view.leader().equals(leader.member()) && view.term() == leader.term())
                .count();
    }

    private static Optional<Status> view(EtcdServer member) {
        try {
            return Optional.of(member.gateway().within(VIEW_BOUND).status());
        } catch (UncheckedIOException silent) {
            return Optional.empty();
        }
    }

    /** What one member sends to another on connections it has made, and what it is answered. */
    private record Link(EtcdServer from, EtcdServer to, TcpProxy network) {}
}
