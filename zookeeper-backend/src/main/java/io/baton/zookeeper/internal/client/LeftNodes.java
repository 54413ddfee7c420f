// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Nodes of a session that has ended, in a ZooKeeper session that goes on since it is the application's: deleted until they
 * are gone, or until that session is. Other sessions wait for the end of these nodes. Has no thread; works
 * on that of ZooKeeper's client. Thread-safe.
 */
public final class LeftNodes {

    private final ZooKeeper handle;
    private final String root;
    private final int chrootLength;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final Set<String> prefixes = ConcurrentHashMap.newKeySet();
    private final Set<String> directories = ConcurrentHashMap.newKeySet();
    private final Consumer<LeftNodes> gone;

    /** No nodes yet. {@code gone} is told when nothing is left; possibly more than once, on any thread. */
    public LeftNodes(AsyncZooKeeper zooKeeper, String root, int chrootLength, Consumer<LeftNodes> gone) {
        this.handle = zooKeeper.handle();
        this.root = root;
        this.chrootLength = chrootLength;
        this.gone = gone;
    }

    /** Takes a node in; before {@link #delete()} is called. */
    public void add(String path) {
        paths.add(path);
    }

    /** Takes a node in whose creation was never answered, by the beginning of its path; before {@link #delete()} is called. */
    public void addUnanswered(String prefix) {
        prefixes.add(prefix);
    }

    /** Takes a directory in that is deleted if nothing is left in it; before {@link #delete()} is called. */
    public void addDirectory(String path) {
        directories.add(path);
    }

    /** Tries to delete what is left; goes on by itself after each break of the connection. */
    public void delete() {
        paths.forEach(this::delete);
        prefixes.forEach(this::find);
        // Behind the nodes in them.
        directories.forEach(this::delete);
    }

    private void find(String prefix) {
        // Afterwards no request of an earlier connection can create the node any more.
        handle.sync(root, (rc, path, context) -> {}, null);
        handle.getEphemerals(prefix, (rc, context, found) -> found(prefix, Code.get(rc), found), null);
    }

    private void found(String prefix, Code code, @Nullable List<String> found) {
        if (code == Code.OK && found != null) {
            List<String> own = new ArrayList<>();
            for (String path : found) {
                own.add(path.substring(chrootLength));
            }
            paths.addAll(own);
            prefixes.remove(prefix);
            own.forEach(this::delete);
        }
        if (code == Code.CONNECTIONLOSS) {
            find(prefix);
        } else {
            settle(code);
        }
    }

    // A request that is made while there is no connection waits in ZooKeeper's client for the next attempt.
    private void delete(String path) {
        handle.delete(path, -1, (rc, deleted, context) -> deleted(path, Code.get(rc)), null);
    }

    private void deleted(String path, Code code) {
        if (code == Code.OK || code == Code.NONODE) {
            paths.remove(path);
        }
        if (code != Code.CONNECTIONLOSS) {
            directories.remove(path);
        }
        if (code == Code.CONNECTIONLOSS) {
            delete(path);
        } else {
            settle(code);
        }
    }

    private void settle(Code code) {
        if (code == Code.SESSIONEXPIRED || (paths.isEmpty() && prefixes.isEmpty() && directories.isEmpty())) {
            gone.accept(this);
        }
    }
}
