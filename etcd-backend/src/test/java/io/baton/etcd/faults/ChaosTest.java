// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import io.baton.testkit.chaos.ChaosTiming;
import io.baton.testkit.chaos.fault.WallClock;
import io.baton.testkit.chaos.fault.WorkerFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can go wrong around three candidates at a cluster with TLS and users, one fault after the other: two
 * minutes of it, thirty under {@code -Pfaults}, or as many seconds as {@code baton.chaos.seconds} says.
 */
@Timeout(3600)
class ChaosTest {

    private static final String ELECTION = "chaos";
    private static final int CANDIDATES = 3;
    private static final ChaosTiming TIMING = ChaosTiming.of(Duration.ofSeconds(4), Duration.ofSeconds(5));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void afterEachFaultThereIsOneLeaderAgain() throws Exception {
        Optional<WallClock> clock = WallClock.in(directory);
        List<String> through = clock.map(WallClock::through).orElse(List.of());
        try (ChaosCluster cluster = ChaosCluster.start(directory, ELECTION);
                ChaosCandidates candidates =
                        ChaosCandidates.of(cluster.entrants(TIMING.lease()), ELECTION, cluster.endpoints(), through)) {
            for (int i = 0; i < CANDIDATES; i++) {
                candidates.join();
            }
            ClusterFaults faults = new ClusterFaults(cluster);
            List<ChaosFault> all = new ArrayList<>(faults.all());
            all.addAll(new WorkerFaults(candidates, faults::stir).all());
            clock.map(WallClock::fault).ifPresent(all::add);
            new ChaosRun("chaos at etcd", candidates, cluster, TIMING).play(all);
        }
    }
}
