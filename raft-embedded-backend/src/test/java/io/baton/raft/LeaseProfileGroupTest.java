// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.connection.SessionStatus;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import io.baton.testkit.process.election.WorkerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups whose lease is named by a profile. */
@Timeout(600)
class LeaseProfileGroupTest {

    private static final List<String> IDS = List.of("a", "b", "c");
    private static final Duration LEASE = Duration.ofMillis(400);
    /** How long members take to be back and to have loaded what an election needs. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private static final Duration BOUND = Duration.ofSeconds(1);

    @TempDir
    private Path dataDir = Path.of("");

    /** In the full series more than once; the bound is ten times as much otherwise. */
    @Test
    void aKilledLeaderOfAFastGroupIsFollowed() {
        FaultRounds faultRounds = new FaultRounds("kill -9 of the elected process with the profile fast", 1, 20);
        WorkerSpec members = members();
        try (ProcessElection election = ProcessElection.of(members, "fast")) {
            Map<String, Worker> workers = new HashMap<>();
            IDS.forEach(id -> workers.put(id, election.join(members, id, List.of())));
            for (int round = 0; round < faultRounds.rounds(); round++) {
                Await.untilAfter(System.nanoTime(), CALM);
                Term old = election.term();
                Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(LEASE));
                long killed = System.nanoTime();
                old.worker().kill();
                Term next = election.termAfter(old);
                faultRounds.add(next.electedAt() - killed);
                restart(election, members, workers, old.worker());
            }
            faultRounds.conclude("from the kill to onElected", election.check());
            faultRounds.assertWithin(BOUND);
        }
    }

    private static void restart(
            ProcessElection election, WorkerSpec members, Map<String, Worker> workers, Worker killed) {
        String id = IDS.stream()
                .filter(each -> workers.get(each) == killed)
                .findFirst()
                .orElseThrow();
        workers.put(id, election.join(members, id, List.of()));
    }

    private WorkerSpec members() {
        String addresses =
                IDS.stream().map(id -> id + "@127.0.0.1:" + FreePorts.next()).collect(Collectors.joining(","));
        WorkerSpec ordinary = WorkerSpec.over("raft", "baton.raft.id", LEASE)
                .with("baton.raft.members", addresses)
                .with("baton.raft.data-dir", dataDir.toString())
                .with("baton.connect-timeout", "60s")
                .with("baton.raft.profile", "fast");
        Map<String, String> withoutLease = new TreeMap<>(ordinary.properties());
        withoutLease.remove("baton.lease-duration");
        return new WorkerSpec(ordinary.program(), ordinary.serversKey(), withoutLease, ordinary.jvmArguments());
    }

    @Test
    void aGroupOfOneHasTheLeaseOfItsProfile() {
        assertThat(lease(Map.of("baton.raft.profile", "fast"))).isEqualTo(LEASE);
        assertThat(lease(Map.of("baton.raft.profile", "calm"))).hasSeconds(2);
        assertThat(lease(Map.of())).hasMillis(800);
        assertThat(lease(Map.of("baton.raft.profile", "fast", "baton.lease-duration", "1s")))
                .hasSeconds(1);
    }

    private Duration lease(Map<String, String> own) {
        Map<String, String> keys = new HashMap<>(own);
        keys.put("baton.backend", "raft");
        keys.put("baton.raft.data-dir", dataDir.toString());
        return granted(keys);
    }

    @Test
    void aClientHasTheLeaseOfItsProfile() {
        Map<String, String> group =
                Map.of("baton.backend", "raft", "baton.raft.members", "a@127.0.0.1:" + FreePorts.next());
        Map<String, String> member = new HashMap<>(group);
        member.putAll(
                Map.of("baton.raft.id", "a", "baton.raft.data-dir", dataDir.toString(), "baton.raft.profile", "fast"));
        Map<String, String> client = new HashMap<>(group);
        client.putAll(Map.of("baton.raft.id", "client", "baton.raft.profile", "calm"));
        try (Baton running = Baton.connect(member)) {
            assertThat(running.status().session().map(SessionStatus::leaseDuration))
                    .contains(LEASE);
            assertThat(granted(client)).hasSeconds(2);
        }
    }

    private static Duration granted(Map<String, String> configuration) {
        try (Baton baton = Baton.connect(configuration)) {
            return baton.status().session().orElseThrow().leaseDuration();
        }
    }
}
