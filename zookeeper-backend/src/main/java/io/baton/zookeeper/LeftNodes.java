// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/**
 * Nodes of a session that has ended, in a ZooKeeper session that goes on since it is the application's: deleted until they
 * are gone, or until that session is. A node that stayed would keep all candidates behind it waiting. Has no thread; works
 * on that of ZooKeeper's client. Thread-safe.
 */
final class LeftNodes {

    private final ZooKeeper handle;
    private final String root;
    private final int chrootLength;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final Set<String> prefixes = ConcurrentHashMap.newKeySet();
    private final Runnable gone;

    /** @param gone runs when nothing is left; possibly more than once, on any thread */
    LeftNodes(CuratorClient curatorClient, SessionContext sessionContext, List<QueueEntry> places, Runnable gone) {
        this.gone = gone;
        handle = sessionContext.wire().handle();
        root = sessionContext.paths().root();
        chrootLength = curatorClient.chroot().length();
        paths.add(sessionContext.ownFence());
        paths.add(sessionContext.ownSign());
        for (QueueEntry queueEntry : places) {
            if (queueEntry.node().isPresent()) {
                paths.add(queueEntry.path(sessionContext));
            } else {
                prefixes.add(
                        sessionContext.paths().queue(queueEntry.election()) + "/" + QueueNode.prefix(queueEntry.tag()));
            }
        }
    }

    /** Tries to delete what is left; goes on by itself after each break of the connection. */
    void delete() {
        paths.forEach(this::delete);
        prefixes.forEach(this::find);
    }

    /** For an entry that was never answered. */
    private void find(String prefix) {
        // Afterwards no request of an earlier connection can create the node any more.
        handle.sync(root, (rc, path, context) -> {}, null);
        handle.getEphemerals(
                prefix,
                (rc, context, found) -> {
                    Code code = Code.get(rc);
                    if (code == Code.OK && found != null) {
                        List<String> own = found.stream()
                                .map(path -> path.substring(chrootLength))
                                .toList();
                        paths.addAll(own);
                        prefixes.remove(prefix);
                        own.forEach(this::delete);
                    }
                    settle(code, () -> find(prefix));
                },
                null);
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
                    settle(code, () -> delete(path));
                },
                null);
    }

    // A request that is made while there is no connection waits in ZooKeeper's client for the next attempt.
    private void settle(Code code, Runnable again) {
        if (code == Code.CONNECTIONLOSS) {
            again.run();
        } else if (code == Code.SESSIONEXPIRED || (paths.isEmpty() && prefixes.isEmpty())) {
            gone.run();
        }
    }
}
