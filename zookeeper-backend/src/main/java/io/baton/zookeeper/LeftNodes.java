// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/**
 * Nodes of a session that has ended, in a ZooKeeper session that goes on since it is the application's: deleted until they
 * are gone, or until that session is. A node that stayed would keep all candidates behind it waiting. Has no thread; works
 * on those of ZooKeeper's client and Curator. Thread-safe.
 */
final class LeftNodes implements ConnectionStateListener {

    private final ZooKeeper handle;
    private final CuratorFramework client;
    private final String root;
    private final int chrootLength;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final Set<String> prefixes = ConcurrentHashMap.newKeySet();
    private final Runnable gone;
    private volatile boolean over;

    /** @param gone runs when nothing is left; possibly more than once, on any thread */
    LeftNodes(Client client, Link link, List<Place> places, Runnable gone) {
        this.client = client.curator();
        this.gone = gone;
        handle = link.wire().handle();
        root = link.layout().root();
        chrootLength = client.chroot().length();
        paths.add(link.ownFence());
        paths.add(link.ownSign());
        for (Place place : places) {
            if (place.node().isPresent()) {
                paths.add(place.path(link));
            } else {
                prefixes.add(link.layout().queue(place.election()) + "/" + QueueNode.prefix(place.tag()));
            }
        }
    }

    /** Begins to delete, and goes on after each reconnect. */
    void begin() {
        client.getConnectionStateListenable().addListener(this);
        delete();
    }

    /** Tries again what has failed. */
    void delete() {
        if (over) {
            return;
        }
        // Afterwards no request of an earlier connection can create a node any more.
        handle.sync(root, (rc, path, context) -> {}, null);
        paths.forEach(this::delete);
        prefixes.forEach(prefix -> handle.getEphemerals(
                prefix, (rc, context, found) -> found(prefix, rc, found == null ? List.of() : found), null));
    }

    private void found(String prefix, int rc, List<String> found) {
        Code code = Code.get(rc);
        if (code == Code.OK) {
            List<String> own =
                    found.stream().map(path -> path.substring(chrootLength)).toList();
            paths.addAll(own);
            prefixes.remove(prefix);
            own.forEach(this::delete);
        }
        settle(code);
    }

    private void delete(String path) {
        handle.delete(
                path,
                -1,
                (rc, deleted, context) -> {
                    Code code = Code.get(rc);
                    if (code == Code.OK || code == Code.NONODE) {
                        paths.remove(path);
                    }
                    settle(code);
                },
                null);
    }

    private void settle(Code code) {
        if (code == Code.SESSIONEXPIRED || (paths.isEmpty() && prefixes.isEmpty())) {
            over = true;
            client.getConnectionStateListenable().removeListener(this);
            gone.run();
        }
    }

    @Override
    public void stateChanged(CuratorFramework changed, ConnectionState state) {
        if (state.isConnected()) {
            delete();
        }
    }
}
