// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.awaitility.Awaitility;

/**
 * ZooKeeper servers that replicate, each a process of its own, whose links to their leader can be cut while their
 * clients' links stay whole. Their elections are not cut: a server that is cut off goes on knowing who leads.
 */
public final class TestEnsemble implements AutoCloseable {

    private static final Duration ELECTION_BOUND = Duration.ofSeconds(60);

    private final List<Member> members = new ArrayList<>();

    private TestEnsemble(List<ServerSpec> specs) {
        int size = specs.size();
        List<Ports> ports = IntStream.range(0, size)
                .mapToObj(i -> new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next()))
                .toList();
        for (int id = 1; id <= size; id++) {
            members.add(member(id, ports, specs.get(id - 1)));
        }
    }

    /** So many servers, all serving. */
    public static TestEnsemble start(int size) throws InterruptedException {
        return start(size, ServerSpec.standard());
    }

    public static TestEnsemble start(int size, ServerSpec spec) throws InterruptedException {
        return start(Collections.nCopies(size, spec));
    }

    /** A server of each kind, all serving. */
    public static TestEnsemble start(List<ServerSpec> specs) throws InterruptedException {
        TestEnsemble ensemble = new TestEnsemble(specs);
        try {
            ensemble.launch();
            return ensemble;
        } catch (RuntimeException | Error failed) {
            ensemble.close();
            throw failed;
        }
    }

    /** Kills all servers at once. {@link #launch()} brings them back. */
    public void kill() {
        servers().forEach(TestServer::kill);
    }

    /** Starts all servers, none of which runs, on the same data and ports; returns when all serve. */
    public void launch() {
        servers().forEach(TestServer::launch);
        servers().forEach(TestServer::awaitServing);
    }

    public List<TestServer> servers() {
        return members.stream().map(Member::server).toList();
    }

    /** The addresses of all servers. */
    public String connectString() {
        return servers().stream().map(TestServer::connectString).collect(Collectors.joining(","));
    }

    /** The server that leads, once one does; waits for a frozen server to be asked in vain. */
    public TestServer leader() {
        return Awaitility.await("a leader of the ensemble")
                .atMost(ELECTION_BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .pollInSameThread()
                .until(() -> inMode("leader"), leading -> leading.size() == 1)
                .get(0);
    }

    /** The servers that follow now. */
    public List<TestServer> followers() {
        return inMode("follower");
    }

    /**
     * Nothing passes any more between this server and the leader of the ensemble. It goes on answering pings and reads to its clients
     * until its {@code syncLimit} is over.
     */
    public void cutFromLeader(TestServer server) {
        links(server).forEach(TcpProxy::cut);
    }

    /** As {@link #cutFromLeader}, but the server goes on hearing from its leader. */
    public void cutRepliesToLeader(TestServer server) {
        // It is the follower that connects: its replies are what the proxy takes for requests.
        links(server).forEach(TcpProxy::cutRequests);
    }

    /** Ends the cuts of this server; what was held back is delivered. */
    public void heal(TestServer server) {
        links(server).forEach(TcpProxy::heal);
    }

    @Override
    public void close() {
        members.forEach(member -> {
            member.server().close();
            member.links().forEach(TcpProxy::close);
        });
    }

    private List<TcpProxy> links(TestServer server) {
        return members.stream()
                .filter(member -> member.server().equals(server))
                .findFirst()
                .orElseThrow()
                .links();
    }

    private List<TestServer> inMode(String mode) {
        return servers().stream().filter(server -> modeOf(server).equals(mode)).toList();
    }

    private static String modeOf(TestServer server) {
        try {
            return server.mode();
        } catch (UncheckedIOException silent) {
            return "";
        }
    }

    /** A server in whose view the others are behind links of its own. */
    private static Member member(int id, List<Ports> ports, ServerSpec spec) {
        List<TcpProxy> links = new ArrayList<>();
        ServerSpec own = spec;
        for (int other = 1; other <= ports.size(); other++) {
            Ports at = ports.get(other - 1);
            int quorumPort = at.quorum();
            if (other != id) {
                TcpProxy link = TcpProxy.toPort(quorumPort);
                links.add(link);
                quorumPort = link.port();
            }
            own = own.configuration("server." + other, "127.0.0.1:" + quorumPort + ":" + at.election());
        }
        TestServer server = new TestServer(
                QuorumPeerMain.class.getName(), own, ports.get(id - 1).client());
        try {
            Files.writeString(server.dataDirectory().resolve("myid"), Integer.toString(id));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + server, e);
        }
        return new Member(server, List.copyOf(links));
    }

    private record Ports(int client, int quorum, int election) {}

    private record Member(TestServer server, List<TcpProxy> links) {}
}
