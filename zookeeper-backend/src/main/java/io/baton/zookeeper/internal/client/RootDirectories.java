// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.ACL;

/** Creates the directories that have to exist before any other node. */
public final class RootDirectories {

    private static final byte[] NOTHING = {};

    private final AsyncZooKeeper zooKeeper;
    private final List<ACL> acl;
    private final String last;
    private final Runnable created;
    private final Consumer<Code> failed;
    private boolean forbidden;

    private RootDirectories(
            AsyncZooKeeper zooKeeper, List<ACL> acl, String last, Runnable created, Consumer<Code> failed) {
        this.zooKeeper = zooKeeper;
        this.acl = acl;
        this.last = last;
        this.created = created;
        this.failed = failed;
    }

    /** Creates the directories, in the order given, that do not exist: in one transaction if none does. */
    public static void create(
            AsyncZooKeeper zooKeeper, List<ACL> acl, List<String> paths, Runnable created, Consumer<Code> failed) {
        new RootDirectories(zooKeeper, acl, paths.get(paths.size() - 1), created, failed).create(paths);
    }

    private void create(List<String> paths) {
        if (paths.isEmpty()) {
            created.run();
            return;
        }
        List<Op> ops = paths.stream()
                .map(path -> Op.create(path, NOTHING, acl, CreateMode.PERSISTENT))
                .toList();
        zooKeeper.multi(ops, result -> answered(paths, result));
    }

    private void answered(List<String> paths, TransactionAnswer result) {
        if (result.code() == Code.OK) {
            created.run();
        } else if (result.firstFailure().isPresent()
                && canDoWithout(paths.get(result.firstFailure().getAsInt()), result.code())) {
            forbidden |= result.code() == Code.NOAUTH;
            List<String> others = new ArrayList<>(paths);
            others.remove(result.firstFailure().getAsInt());
            create(others);
        } else {
            // What is missing is what was forbidden: only an operator can create it or allow that.
            failed.accept(forbidden && result.code() == Code.NONODE ? Code.NOAUTH : result.code());
        }
    }

    // NOAUTH: a user who may not write above the root may still use a root that was made for it.
    private boolean canDoWithout(String path, Code refusal) {
        return refusal == Code.NODEEXISTS || (refusal == Code.NOAUTH && !path.equals(last));
    }
}
