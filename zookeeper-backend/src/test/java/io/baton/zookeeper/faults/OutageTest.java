// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.fault.Outage;
import io.baton.testkit.process.election.WorkerSpec;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestEnsemble;
import io.baton.zookeeper.server.TestServer;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No server is there for a long time. */
@Timeout(1800)
class OutageTest {

    @Test
    void whileTheStoreIsAwayEachProcessWaitsQuietly() throws Exception {
        try (TestEnsemble ensemble = TestEnsemble.start(3, ServerSpec.standard().withoutForcedWrites());
                Outage outage = new Outage("ZooKeeper away", candidates(), ProcessElections.SESSION)) {
            List<InetSocketAddress> servers =
                    ensemble.servers().stream().map(TestServer::address).toList();
            outage.join(servers, link -> "127.0.0.1:" + link.port());
            outage.join(servers, link -> "127.0.0.1:" + link.port());
            outage.play(ensemble::kill, ensemble::launch);
        }
    }

    private static ChaosCandidates candidates() {
        return ChaosCandidates.of(
                WorkerSpec.over("zookeeper", ProcessElections.CONNECT_STRING, ProcessElections.SESSION)
                        .with("baton.zookeeper.root", Store.ROOT),
                "away",
                "",
                List.of());
    }
}
