// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fault.FreePorts;
import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Entrants;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Three processes, each of which is a member and stands in one election; with default settings. */
final class Members implements AutoCloseable {

    static final Duration LEASE = Duration.ofMillis(800);
    static final List<String> IDS = List.of("a", "b", "c");

    /** How long members take to be back and to have rehearsed. */
    private static final Duration CALM = Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 8 : 2);

    private final Site site;
    private final Optional<CutNetwork> network;
    private final Map<String, String> configuration;
    private final Entrants clients;
    private final Entrants members;
    private final Contest contest;
    private final Probe probe;
    private final Map<String, Worker> workers = new LinkedHashMap<>();

    /** Where the members are. */
    interface Site {

        /** What leads to that member, from everywhere. */
        String address(String id);

        /** The command by which its process is run, or nothing. */
        List<String> through(String id);
    }

    /** On loopback. */
    static Members on(Path dataDir, String election) {
        return new Members(dataDir, election, Optional.empty());
    }

    /** Each on a host of its own that can be cut off, if this machine and this user can have such; otherwise on loopback. */
    static Members onHosts(Path dataDir, String election) {
        return new Members(dataDir, election, CutNetwork.open());
    }

    private static Site loopback() {
        Map<String, String> addresses = new LinkedHashMap<>();
        IDS.forEach(id -> addresses.put(id, "127.0.0.1:" + FreePorts.next()));
        return new Site() {
            @Override
            public String address(String id) {
                return String.valueOf(addresses.get(id));
            }

            @Override
            public List<String> through(String id) {
                return List.of();
            }
        };
    }

    private Members(Path dataDir, String election, Optional<CutNetwork> network) {
        this.network = network;
        site = network.<Site>map(hosts -> hosts).orElseGet(Members::loopback);
        String addresses = IDS.stream().map(id -> id + "@" + site.address(id)).collect(Collectors.joining(","));
        configuration =
                Map.of("baton.backend", "raft", "baton.raft.members", addresses, "baton.raft.allow-plaintext", "true");
        clients = Entrants.over("raft", "baton.raft.id", LEASE)
                .with("baton.raft.members", addresses)
                .with("baton.raft.allow-plaintext", "true")
                .with("baton.connect-timeout", "60s");
        members = clients.with("baton.raft.data-dir", dataDir.toString());
        contest = Contest.of(members, election);
        Map<String, String> own = new HashMap<>(configuration);
        own.put("baton.raft.id", "probe");
        probe = new Probe(RaftBackendProvider.group(new ConfigurationValues(own)));
        IDS.forEach(this::start);
    }

    Contest contest() {
        return contest;
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
        return contest.join(clients, id, List.of());
    }

    /** Starts a member that does not run. */
    Worker start(String id) {
        return start(id, List.of());
    }

    /** Starts a member that does not run, in a JVM with these arguments besides. */
    Worker start(String id, List<String> jvmArguments) {
        Worker started = contest.join(members.inJvms(jvmArguments), id, site.through(id));
        workers.put(id, started);
        return started;
    }

    /** Has the group write that many bytes to its logs, and some more. */
    void write(int bytes) {
        probe.write(bytes);
    }

    String raftLeader() {
        return probe.leader();
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
        Patience.untilAfter(System.nanoTime(), CALM);
        return contest.term();
    }

    /** The leadership of now, of the Raft leader's process or of another one. */
    Term calm(boolean ofTheRaftLeader) {
        Term term = calm();
        while (idOf(term.worker()).equals(raftLeader()) != ofTheRaftLeader) {
            term.worker().resign();
            term = contest.termAfter(term);
        }
        return term;
    }

    @Override
    public void close() {
        contest.close();
        probe.close();
        network.ifPresent(CutNetwork::close);
    }
}
