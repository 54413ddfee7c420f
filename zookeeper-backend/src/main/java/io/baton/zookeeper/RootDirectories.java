// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;

/** Creates the directories that every election and session needs. */
final class RootDirectories {

    private static final byte[] NOTHING = {};

    private RootDirectories() {}

    static void create(SessionContext sessionContext, Runnable created, Consumer<Code> failed) {
        create(sessionContext, sessionContext.paths().parents().iterator(), created, failed);
    }

    private static void create(
            SessionContext sessionContext, Iterator<String> paths, Runnable created, Consumer<Code> failed) {
        if (!paths.hasNext()) {
            created.run();
            return;
        }
        sessionContext.create(paths.next(), NOTHING, CreateMode.PERSISTENT, result -> {
            // NOAUTH: a user who may not write above the root may still use a root that was made for it.
            if (result.code() == Code.OK
                    || result.code() == Code.NODEEXISTS
                    || (result.code() == Code.NOAUTH && paths.hasNext())) {
                create(sessionContext, paths, created, failed);
            } else {
                failed.accept(result.code());
            }
        });
    }
}
