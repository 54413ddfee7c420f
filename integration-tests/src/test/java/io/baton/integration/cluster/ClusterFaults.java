// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What happens to the servers of a cluster. To be used by one thread. */
final class ClusterFaults {

    /** Between the restarts of two servers: the first one serves again on a machine that is not too busy. */
    private static final Duration RESTART = Duration.ofSeconds(4);

    private final List<ClusterServer> servers;
    private final Random random;

    /** @param random which server is hit */
    ClusterFaults(Cluster cluster, Random random) {
        servers = cluster.servers();
        this.random = random;
    }

    /** All of them, on every store. */
    List<ChaosFault> all() {
        return List.of(
                new FaultOfOne<>("a server killed", servers, random, ClusterServer::kill, ClusterServer::start).fault(),
                new FaultOfOne<>("a server terminated", servers, random, ClusterServer::terminate, ClusterServer::start)
                        .fault(),
                new FaultOfOne<>("a server frozen", servers, random, ClusterServer::freeze, ClusterServer::wake)
                        .fault(),
                some("a majority killed", servers.subList(0, 2), ClusterServer::kill, ClusterServer::start),
                some("a majority frozen", servers.subList(1, 3), ClusterServer::freeze, ClusterServer::wake),
                some("all servers killed", servers, ClusterServer::kill, ClusterServer::start),
                ChaosFault.moment("servers restarted one after the other", this::restartAll));
    }

    private static ChaosFault some(
            String name,
            List<ClusterServer> hit,
            FaultOfOne.Deed<ClusterServer> begin,
            FaultOfOne.Deed<ClusterServer> undo) {
        return ChaosFault.of(name, () -> each(hit, begin), () -> each(hit, undo));
    }

    private static void each(List<ClusterServer> servers, FaultOfOne.Deed<ClusterServer> deed) throws Exception {
        for (ClusterServer server : servers) {
            deed.to(server);
        }
    }

    private void restartAll() throws InterruptedException {
        for (ClusterServer server : servers) {
            server.terminate();
            server.start();
            Await.untilAfter(System.nanoTime(), RESTART);
        }
    }
}
