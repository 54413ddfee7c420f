// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.apache.zookeeper.client.HostProvider;

/** Names the server to connect to, not too often while none answers. Names are resolved anew each time. */
final class PacedHostProvider implements HostProvider {

    private final HostProvider servers;
    private final ConnectionAttempts attempts;
    private final BooleanSupplier closed;
    private volatile boolean isMade;

    PacedHostProvider(HostProvider servers, ConnectionAttempts attempts, BooleanSupplier closed) {
        this.servers = servers;
        this.attempts = attempts;
        this.closed = closed;
    }

    /**
     * ZooKeeper 3.9's client divides the session timeout by this number and leaves a server that has not opened its session
     * by then: when the handle is made, and again for all connections after the first. Servers that always take longer, as with
     * TLS on a busy machine, would never be reached; a session that stands must find a healthy server soon.
     */
    @Override
    public int size() {
        int share = isMade ? servers.size() : attempts.shareTime(servers.size());
        isMade = true;
        return share;
    }

    @Override
    public InetSocketAddress next(long spinDelay) {
        boolean waited = attempts.awaitTurn(servers.size(), closed);
        InetSocketAddress next = servers.next(waited ? 0 : spinDelay);
        attempts.begun(next);
        return next;
    }

    @Override
    public void onConnected() {
        attempts.succeeded();
        servers.onConnected();
    }

    @Override
    public boolean updateServerList(Collection<InetSocketAddress> addresses, InetSocketAddress current) {
        return servers.updateServerList(addresses, current);
    }
}
