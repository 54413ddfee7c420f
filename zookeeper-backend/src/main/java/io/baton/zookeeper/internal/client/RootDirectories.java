// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import io.baton.zookeeper.internal.client.AsyncZooKeeper.Created;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;

/** Creates the directories that have to exist before any other node. */
public final class RootDirectories {

    private static final byte[] NOTHING = {};

    private final AsyncZooKeeper zooKeeper;
    private final List<ACL> acl;
    private final Iterator<String> paths;
    private final Runnable created;
    private final Consumer<Code> failed;

    private RootDirectories(
            AsyncZooKeeper zooKeeper, List<ACL> acl, List<String> paths, Runnable created, Consumer<Code> failed) {
        this.zooKeeper = zooKeeper;
        this.acl = acl;
        this.paths = paths.iterator();
        this.created = created;
        this.failed = failed;
    }

    /** Creates the directories, in the order given, that do not exist. */
    public static void create(
            AsyncZooKeeper zooKeeper, List<ACL> acl, List<String> paths, Runnable created, Consumer<Code> failed) {
        new RootDirectories(zooKeeper, acl, paths, created, failed).createNext();
    }

    private void createNext() {
        if (paths.hasNext()) {
            zooKeeper.create(paths.next(), NOTHING, acl, CreateMode.PERSISTENT, this::answered);
        } else {
            created.run();
        }
    }

    private void answered(Created result) {
        // NOAUTH: a user who may not write above the root may still use a root that was made for it.
        if (result.code() == Code.OK
                || result.code() == Code.NODEEXISTS
                || (result.code() == Code.NOAUTH && paths.hasNext())) {
            createNext();
        } else {
            failed.accept(result.code());
        }
    }
}
