// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import io.baton.testkit.chaos.ChaosStore;
import io.baton.testkit.chaos.ChaosTiming;
import io.baton.testkit.chaos.UnfencedControl;
import io.baton.testkit.chaos.fault.CandidateFaults;
import io.baton.testkit.chaos.fault.WallClock;
import io.baton.testkit.chaos.fault.WorkerFaults;
import io.baton.testkit.fault.MemoryDirectory;
import io.baton.testkit.process.election.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Three candidates in processes of their own at a cluster, which are broken in turn. The cluster is seen by one more client, which stands
 * nowhere. To be used by one thread.
 */
final class ElectionOnCluster implements ChaosStore, AutoCloseable {

    private static final String ELECTION = "matrix";
    private static final int CANDIDATES = 3;
    private static final int UNKNOWN = -1;

    /** What tells the candidates where the store is. */
    private static final Map<String, String> SERVERS_KEYS = Map.of(
            "zookeeper", "baton.zookeeper.connect-string", "etcd", "baton.etcd.endpoints", "raft", "baton.raft.id");

    private final Cluster cluster;
    private final ChaosTiming timing;
    private final Baton client;
    private final LeaderElector elector;
    private final Path directory;

    private ElectionOnCluster(Cluster cluster, ChaosTiming timing) throws IOException {
        directory = MemoryDirectory.orOnDisk("cluster");
        this.cluster = cluster;
        this.timing = timing;
        client = Baton.connect(keys());
        elector = client.elector(ELECTION);
    }

    /** One fault after the other, in an order by chance, for as long as the timing says; never two leaders, and one again after each. */
    static void survivesFaults(String name, Cluster cluster, ChaosTiming timing) throws Exception {
        try (ElectionOnCluster election = new ElectionOnCluster(cluster, timing)) {
            election.play(name);
        }
    }

    /** A leader is frozen, and what it does afterwards has to be found out where no fence stops it. */
    static void losesUpdatesWithoutFence(String name, Cluster cluster, ChaosTiming timing) throws Exception {
        try (ElectionOnCluster election = new ElectionOnCluster(cluster, timing);
                ChaosCandidates candidates = election.candidates(List.of())) {
            candidates.join();
            candidates.join();
            UnfencedControl.play(name, candidates);
        }
    }

    private void play(String name) throws Exception {
        Optional<WallClock> clock = WallClock.in(directory);
        try (ChaosCandidates candidates =
                        candidates(clock.map(WallClock::through).orElse(List.of()));
                CandidateFaults ofCandidates = new CandidateFaults(candidates)) {
            for (int i = 0; i < CANDIDATES; i++) {
                candidates.join();
            }
            Random random = new Random(ChaosRun.SEED);
            List<ChaosFault> faults = new ArrayList<>(new ClusterFaults(cluster, random).all());
            faults.addAll(cluster.networkFaults(random));
            faults.addAll(new WorkerFaults(candidates, () -> {}).all());
            faults.addAll(ofCandidates.all());
            clock.map(WallClock::fault).ifPresent(faults::add);
            // Where no thread can be started while a client of the group closes, Ratis's client can leave threads.
            faults.removeIf(fault -> backend().equals("raft") && fault.name().equals(WorkerFaults.WITHOUT_THREADS));
            new ChaosRun(name, candidates, this, timing).play(faults);
        }
    }

    /** @param through the command that runs each of them */
    private ChaosCandidates candidates(List<String> through) {
        Map<String, String> keys = keys();
        String serversKey = SERVERS_KEYS.getOrDefault(backend(), "");
        String servers = String.valueOf(keys.remove(serversKey));
        WorkerSpec workerSpec =
                WorkerSpec.over(backend(), serversKey, timing.lease()).with("baton.close-on-shutdown", "true");
        for (Map.Entry<String, String> key : keys.entrySet()) {
            workerSpec = workerSpec.with(key.getKey(), key.getValue());
        }
        return ChaosCandidates.of(workerSpec, ELECTION, servers, through);
    }

    private String backend() {
        return String.valueOf(cluster.configuration().get("baton.backend"));
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new TreeMap<>(cluster.configuration());
        keys.put("baton.lease-duration", timing.lease().toMillis() + "ms");
        return keys;
    }

    @Override
    public int candidates() throws InterruptedException {
        try {
            return elector.candidates().size();
        } catch (BatonException notAnswered) {
            return UNKNOWN;
        }
    }

    /** A client cannot see sessions that stand nowhere. */
    @Override
    public int sessions() throws InterruptedException {
        return candidates();
    }

    @Override
    public String account() {
        return cluster.account();
    }

    @Override
    public void close() {
        client.close();
        MemoryDirectory.delete(directory);
    }
}
