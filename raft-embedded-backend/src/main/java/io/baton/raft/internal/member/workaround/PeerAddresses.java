// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.ReplicatedStore;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.apache.ratis.util.PeerProxyMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the Raft engine call each member where the group's configuration says that it listens. Ratis 3.3.0 keeps for ever the
 * address under which it heard of a member first, and has no method to replace it ({@code docs/upstream}). For the replica's strand.
 */
public final class PeerAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(PeerAddresses.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final HostedGroup group;
    private final ReplicatedStore replicatedStore;
    private boolean isTold;

    public PeerAddresses(HostedGroup group, ReplicatedStore replicatedStore) {
        this.group = group;
        this.replicatedStore = replicatedStore;
    }

    /** Looks again and again until the replica is closed. */
    public void begin() {
        replicatedStore.later(PERIOD, () -> {
            begin();
            group.division().ifPresent(this::look);
        });
    }

    private void look(RaftServer.Division division) {
        if (!(group.server().getServerRpc() instanceof RaftServerRpcWithProxy<?, ?> calls)) {
            return;
        }
        for (RaftPeer peer : division.getRaftConf().getAllPeers()) {
            if (!peer.getId().equals(group.server().getId())) {
                try {
                    direct(calls.getProxies(), peer);
                } catch (ReflectiveOperationException | RuntimeException other) {
                    tell(peer, other);
                }
            }
        }
    }

    private void tell(RaftPeer peer, Exception why) {
        if (!isTold) {
            isTold = true;
            LOG.warn(
                    "whether member {} is called at {} cannot be told: this is not Ratis 3.3.0 ({}). After a change of a"
                            + " member's address, restart the other members one after the other",
                    peer.getId(),
                    peer.getAddress(),
                    ExceptionText.text(why));
        }
    }

    private static void direct(PeerProxyMap<?> proxies, RaftPeer peer) throws ReflectiveOperationException {
        Map<?, ?> known = (Map<?, ?>) field(PeerProxyMap.class, "peers").get(proxies);
        Object entry = known.get(peer.getId());
        if (entry == null || address(entry).equals(peer.getAddress())) {
            return;
        }
        LOG.info("member {} is called at {} from now on, not at {}", peer.getId(), peer.getAddress(), address(entry));
        // A thread that finds no entry waits for this lock and looks again.
        synchronized (field(PeerProxyMap.class, "resetLock").get(proxies)) {
            end(proxies, peer.getId());
            known.remove(peer.getId());
            proxies.addRaftPeers(List.of(peer));
        }
    }

    /** What was under way fails, and is begun anew with the present address. Closing waits for an answer. */
    private static void end(PeerProxyMap<?> proxies, RaftPeerId member) {
        try {
            Closeable former = proxies.getProxy(member);
            var unused = CompletableFuture.runAsync(() -> close(former));
        } catch (IOException closed) {
            LOG.debug("nothing calls member {}: {}", member, ExceptionText.text(closed));
        }
    }

    private static void close(Closeable former) {
        try {
            former.close();
        } catch (IOException e) {
            LOG.debug("a connection did not close cleanly", e);
        }
    }

    private static String address(Object entry) throws ReflectiveOperationException {
        return ((RaftPeer) field(entry.getClass(), "peer").get(entry)).getAddress();
    }

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
