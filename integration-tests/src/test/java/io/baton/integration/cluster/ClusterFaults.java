// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testkit.chaos.ChaosFault;
import java.util.List;
import java.util.Random;

/** What happens to the servers of a cluster. To be used by one thread. */
final class ClusterFaults {

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
                one("a server killed", ClusterServer::kill, ClusterServer::start),
                one("a server frozen", ClusterServer::freeze, ClusterServer::wake),
                some("a majority killed", servers.subList(0, 2), ClusterServer::kill, ClusterServer::start),
                some("a majority frozen", servers.subList(1, 3), ClusterServer::freeze, ClusterServer::wake),
                some("all servers killed", servers, ClusterServer::kill, ClusterServer::start));
    }

    /** One by chance, another one each time. */
    private ChaosFault one(String name, Deed begin, Deed undo) {
        return new OneServer(name, begin, undo).fault();
    }

    private static ChaosFault some(String name, List<ClusterServer> hit, Deed begin, Deed undo) {
        return ChaosFault.of(name, () -> each(hit, begin), () -> each(hit, undo));
    }

    private static void each(List<ClusterServer> servers, Deed deed) throws InterruptedException {
        for (ClusterServer server : servers) {
            deed.to(server);
        }
    }

    @FunctionalInterface
    private interface Deed {
        void to(ClusterServer server) throws InterruptedException;
    }

    private final class OneServer {

        private final String name;
        private final Deed begin;
        private final Deed undo;
        private ClusterServer hit = servers.get(0);

        OneServer(String name, Deed begin, Deed undo) {
            this.name = name;
            this.begin = begin;
            this.undo = undo;
        }

        ChaosFault fault() {
            return ChaosFault.of(name, this::begin, () -> undo.to(hit));
        }

        private void begin() throws InterruptedException {
            hit = servers.get(random.nextInt(servers.size()));
            begin.to(hit);
        }
    }
}
