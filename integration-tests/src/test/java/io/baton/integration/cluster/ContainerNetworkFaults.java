// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.host.HostLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.testcontainers.containers.GenericContainer;

/** What happens to the network between servers in containers, and to the one between them and their clients. To be used by one thread. */
final class ContainerNetworkFaults {

    private static final Duration FLAP = Duration.ofMillis(200);

    private final List<? extends GenericContainer<?>> servers;
    private final Random random;
    private volatile boolean flaps;
    private CompletableFuture<Void> flapping = CompletableFuture.completedFuture(null);

    ContainerNetworkFaults(List<? extends GenericContainer<?>> servers, Random random) {
        this.servers = servers;
        this.random = random;
    }

    /** Of servers that reach each other by an address that only one of them has, or by one address for all. */
    List<ChaosFault> all(boolean haveAddresses) {
        if (!ContainerLinks.canCut(servers.get(0))) {
            return List.of();
        }
        List<ChaosFault> faults = new ArrayList<>(List.of(
                one("a server cut off", server -> link(server).cutOff()),
                one("nothing comes from a server", server -> link(server).cutFrom()),
                one("nothing reaches a server", server -> link(server).cutTo()),
                ChaosFault.of("a majority cut off", this::cutMajority, this::healAll)));
        if (haveAddresses) {
            faults.add(new FaultOfOne<>(
                            "a server cut off from the others only",
                            servers,
                            random,
                            server -> forOthers(server, HostLink::cutBetween),
                            server -> forOthers(server, HostLink::healBetween))
                    .fault());
            faults.add(ChaosFault.of(
                    "bridge",
                    () -> link(servers.get(0)).cutBetween(link(servers.get(1))),
                    () -> link(servers.get(0)).healBetween(link(servers.get(1)))));
            faults.add(ChaosFault.of("link between two servers comes and goes", this::flap, this::endFlapping));
        }
        return faults;
    }

    private ChaosFault one(String name, FaultOfOne.Deed<GenericContainer<?>> begin) {
        return new FaultOfOne<GenericContainer<?>>(
                        name,
                        List.copyOf(servers),
                        random,
                        begin,
                        server -> link(server).heal())
                .fault();
    }

    private static HostLink link(GenericContainer<?> server) throws IOException {
        return ContainerLinks.of(server);
    }

    private void cutMajority() throws IOException {
        link(servers.get(0)).cutOff();
        link(servers.get(1)).cutOff();
    }

    private void healAll() throws IOException {
        for (GenericContainer<?> server : servers) {
            link(server).heal();
        }
    }

    private void forOthers(GenericContainer<?> server, BetweenTwo deed) throws IOException {
        for (GenericContainer<?> other : servers) {
            if (!other.equals(server)) {
                deed.between(link(server), link(other));
            }
        }
    }

    private void flap() {
        flaps = true;
        flapping = CompletableFuture.runAsync(() -> {
            try {
                HostLink one = link(servers.get(1));
                HostLink other = link(servers.get(2));
                while (flaps) {
                    one.cutBetween(other);
                    Await.untilAfter(System.nanoTime(), FLAP);
                    one.healBetween(other);
                    Await.untilAfter(System.nanoTime(), FLAP);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void endFlapping() {
        flaps = false;
        flapping.join();
    }

    @FunctionalInterface
    private interface BetweenTwo {
        void between(HostLink one, HostLink other) throws IOException;
    }
}
