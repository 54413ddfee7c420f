// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.fault.TcpProxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What is between the candidates and servers that are processes of this machine. To be used by one thread. */
final class ProxyNetwork implements AutoCloseable {

    private static final Duration LATE = Duration.ofMillis(150);
    private static final int JITTER_MILLIS = 100;

    private final List<TcpProxy> proxies;

    ProxyNetwork(List<InetSocketAddress> servers) {
        proxies = servers.stream().map(TcpProxy::to).toList();
    }

    /** The addresses at which the servers are reached, in their order. */
    List<String> hostsAndPorts() {
        return proxies.stream().map(proxy -> "127.0.0.1:" + proxy.port()).toList();
    }

    List<ChaosFault> faults(Random random) {
        return List.of(
                fault("network silent", TcpProxy::cut),
                lossy("requests lost", TcpProxy::cutRequests),
                lossy("answers lost", TcpProxy::cutReplies),
                fault("network resets", proxy -> {
                    proxy.refuse();
                    proxy.dropConnections();
                }),
                fault("network slow, with jitter", proxy -> {
                    proxy.delayRequests(late(random));
                    proxy.delayReplies(late(random));
                }),
                ChaosFault.of(
                        "connection half open",
                        () -> proxies.get(random.nextInt(proxies.size())).cutReplies(),
                        this::resetAndHeal));
    }

    private ChaosFault fault(String name, Consumer<TcpProxy> begin) {
        return ChaosFault.of(name, () -> proxies.forEach(begin), this::heal);
    }

    /** What was held back is never delivered. */
    private ChaosFault lossy(String name, Consumer<TcpProxy> begin) {
        return ChaosFault.of(name, () -> proxies.forEach(begin), this::resetAndHeal);
    }

    /** Another one for each server and direction. */
    private static Duration late(Random random) {
        return LATE.plusMillis(random.nextInt(JITTER_MILLIS));
    }

    private void heal() {
        proxies.forEach(proxy -> {
            proxy.delayRequests(Duration.ZERO);
            proxy.delayReplies(Duration.ZERO);
            proxy.heal();
        });
    }

    private void resetAndHeal() {
        proxies.forEach(TcpProxy::dropConnections);
        heal();
    }

    @Override
    public void close() {
        proxies.forEach(TcpProxy::close);
    }
}
