// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fault.FreePorts;
import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Entrants;
import io.baton.testkit.fixture.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three processes, each of which is a member and stands in one election. */
final class Members implements AutoCloseable {

    static final Duration LEASE = Duration.ofMillis(800);
    static final List<String> IDS = List.of("a", "b", "c");

    private final Contest contest;
    private final Probe probe;
    private final Map<String, Worker> workers = new LinkedHashMap<>();

    Members(Path dataDir, String election) {
        List<Integer> ports = IDS.stream().map(id -> FreePorts.next()).toList();
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < IDS.size(); i++) {
            members.append(i == 0 ? "" : ",")
                    .append(IDS.get(i))
                    .append("@127.0.0.1:")
                    .append(ports.get(i));
        }
        contest = Contest.of(
                Entrants.over("raft", "baton.raft.id", LEASE)
                        .with("baton.raft.members", members.toString())
                        .with("baton.raft.data-dir", dataDir.toString())
                        .with("baton.connect-timeout", "60s"),
                election);
        probe = new Probe(RaftBackendProvider.group(
                new ConfigurationValues(Map.of("baton.raft.members", members.toString(), "baton.raft.id", "probe"))));
        IDS.forEach(this::start);
    }

    Contest contest() {
        return contest;
    }

    /** Starts a member that does not run. */
    Worker start(String id) {
        Worker started = contest.join(id);
        workers.put(id, started);
        return started;
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

    @Override
    public void close() {
        contest.close();
        probe.close();
    }
}
