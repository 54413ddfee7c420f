// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.membership.LeaderView;
import io.baton.raft.internal.membership.MembershipView;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import io.baton.testkit.process.election.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Three processes, each of which is a member and stands in one election; with default settings. */
final class Members implements AutoCloseable {

    static final Duration LEASE = Duration.ofMillis(800);
    static final List<String> IDS = List.of("a", "b", "c");

    /** How long members take to be back and to have loaded what an election needs. */
    private static final Duration CALM = Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 8 : 2);

    private final Site site;
    private final Optional<CutNetwork> network;
    private final Map<String, String> configuration;
    private final WorkerSpec clients;
    private final WorkerSpec members;
    private final ProcessElection processElection;
    private final Probe probe;
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private final Map<String, String> moved = new HashMap<>();

    /** Where the members are. */
    interface Site {

        /** What leads to that member, from everywhere. */
        String address(String id);

        /** The command by which its process is run, or nothing. */
        List<String> through(String id);
    }

    /** On loopback. */
    static Members on(Path dataDir, String election) {
        return new Members(dataDir, election, loopback(id -> List.of()), Optional.empty());
    }

    /** On loopback, each run by a command that is asked for at every start. */
    static Members on(Path dataDir, String election, Function<String, List<String>> through) {
        return new Members(dataDir, election, loopback(through), Optional.empty());
    }

    /** Each on a host of its own that can be cut off, if this machine and this user can have such; otherwise on loopback. */
    static Members onHosts(Path dataDir, String election) {
        Optional<CutNetwork> network = CutNetwork.open();
        Site site = network.<Site>map(hosts -> hosts).orElseGet(() -> loopback(id -> List.of()));
        return new Members(dataDir, election, site, network);
    }

    /** Ports of this host, and for each process the command that this answers. */
    static Site loopback(Function<String, List<String>> through) {
        Map<String, String> addresses = new LinkedHashMap<>();
        IDS.forEach(id -> addresses.put(id, "127.0.0.1:" + FreePorts.next()));
        return new Site() {
            @Override
            public String address(String id) {
                return String.valueOf(addresses.get(id));
            }

            @Override
            public List<String> through(String id) {
                return through.apply(id);
            }
        };
    }

    private Members(Path dataDir, String election, Site site, Optional<CutNetwork> network) {
        this.site = site;
        this.network = network;
        String addresses = IDS.stream().map(id -> id + "@" + site.address(id)).collect(Collectors.joining(","));
        configuration =
                Map.of("baton.backend", "raft", "baton.raft.members", addresses, "baton.raft.allow-plaintext", "true");
        clients = WorkerSpec.over("raft", "baton.raft.id", LEASE)
                .with("baton.raft.members", addresses)
                .with("baton.raft.allow-plaintext", "true")
                .with("baton.connect-timeout", "60s");
        members = clients.with("baton.raft.data-dir", dataDir.toString());
        processElection = ProcessElection.of(members, election);
        probe = probe("probe");
        IDS.forEach(this::start);
    }

    ProcessElection contest() {
        return processElection;
    }

    /** Where they are, if they can be cut off. */
    Optional<CutNetwork> network() {
        return network;
    }

    /** What every process of the group is told, but for its id. */
    Map<String, String> configuration() {
        return configuration;
    }

    /** Starts a process that is no member. */
    Worker client(String id) {
        return processElection.join(clients, id, List.of());
    }

    /** Starts a member that does not run. */
    Worker start(String id) {
        return start(id, List.of());
    }

    /** Starts a member that does not run, in a JVM with these arguments besides. */
    Worker start(String id, List<String> jvmArguments) {
        WorkerSpec own = moved.containsKey(id) ? members.with("baton.raft.members", addresses(id)) : members;
        Worker started = processElection.join(own.inJvms(jvmArguments), id, site.through(id));
        workers.put(id, started);
        return started;
    }

    /** Starts a member that does not run under another address, which no other process is told. */
    Worker startAt(String id, String hostAndPort) {
        moved.put(id, hostAndPort);
        return start(id);
    }

    private String addresses(String told) {
        return IDS.stream()
                .map(id -> id + "@" + (id.equals(told) ? address(id).hostAndPort() : site.address(id)))
                .collect(Collectors.joining(","));
    }

    /** One more client that puts commands into the log, until it is closed. */
    Probe probe(String id) {
        return new Probe(group(Map.of("baton.raft.id", id)));
    }

    /** What a member is configured with, which does not run. */
    GroupConfig group(String id, Path dataDir) {
        return group(Map.of("baton.raft.id", id, "baton.raft.data-dir", dataDir.toString()));
    }

    private GroupConfig group(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(configuration);
        all.putAll(own);
        return RaftBackendProvider.group(new ConfigurationValues(all));
    }

    /** Has the group write that many bytes to its logs, and some more. */
    void write(int bytes) {
        probe.write(bytes);
    }

    String raftLeader() {
        return probe.leader();
    }

    /** Has another member lead the group, which runs, as soon as that member has what was committed. */
    void handOver(String next) {
        Await.untilTrue(next + " leads the group", () -> raftLeader().equals(next) || isHandedOver(next));
    }

    private boolean isHandedOver(String next) {
        try (AdminClient administrator = new AdminClient(group(Map.of("baton.raft.id", "administrator")))) {
            Address leader = address(raftLeader());
            MembershipView membershipView = administrator.view(leader).orElseThrow();
            administrator.handOver(new LeaderView(leader, membershipView), address(next));
            return true;
        } catch (IOException notNow) {
            return false;
        }
    }

    /** Where the group's configuration has it. */
    Address address(String id) {
        return Address.parse(id + "@" + moved.getOrDefault(id, site.address(id)));
    }

    Worker worker(String id) {
        Worker worker = workers.get(id);
        if (worker == null) {
            throw new AssertionError("no member " + id);
        }
        return worker;
    }

    String idOf(Worker worker) {
        return workers.entrySet().stream()
                .filter(entry -> entry.getValue() == worker)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The leadership of now, after all members have had time to come back. */
    Term calm() {
        Await.untilAfter(System.nanoTime(), CALM);
        return processElection.term();
    }

    /** The leadership of now, of the Raft leader's process or of another one. */
    Term calm(boolean ofTheRaftLeader) {
        Term term = calm();
        while (idOf(term.worker()).equals(raftLeader()) != ofTheRaftLeader) {
            term.worker().resign();
            term = processElection.termAfter(term);
        }
        return term;
    }

    @Override
    public void close() {
        processElection.close();
        probe.close();
        network.ifPresent(CutNetwork::close);
    }
}
