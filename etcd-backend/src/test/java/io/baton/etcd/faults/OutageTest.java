// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.fault.Outage;
import io.baton.testkit.process.election.WorkerSpec;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No member is there for a long time. */
@Timeout(1800)
class OutageTest {

    @Test
    void whileTheStoreIsAwayEachProcessWaitsQuietly() throws Exception {
        try (EtcdCluster cluster = EtcdCluster.start();
                Outage outage = new Outage("etcd away", candidates(), ProcessElections.LEASE)) {
            List<InetSocketAddress> members =
                    cluster.members().stream().map(EtcdServer::address).toList();
            outage.join(members, link -> "http://127.0.0.1:" + link.port());
            outage.join(members, link -> "http://127.0.0.1:" + link.port());
            outage.play(cluster::kill, cluster::launch);
        }
    }

    private static ChaosCandidates candidates() {
        return ChaosCandidates.of(
                WorkerSpec.over("etcd", ProcessElections.ENDPOINTS, ProcessElections.LEASE), "away", "", List.of());
    }
}
