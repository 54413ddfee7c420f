// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;

/** Creates the directories that every election and session needs. */
final class Parents {

    private static final byte[] NOTHING = {};

    private Parents() {}

    static void create(Link link, Runnable created, Consumer<Code> failed) {
        create(link, link.layout().parents().iterator(), created, failed);
    }

    private static void create(Link link, Iterator<String> paths, Runnable created, Consumer<Code> failed) {
        if (!paths.hasNext()) {
            created.run();
            return;
        }
        link.create(paths.next(), NOTHING, CreateMode.PERSISTENT, result -> {
            // NOAUTH: a user who may not write above the root may still use a root that was made for it.
            if (result.code() == Code.OK
                    || result.code() == Code.NODEEXISTS
                    || (result.code() == Code.NOAUTH && paths.hasNext())) {
                create(link, paths, created, failed);
            } else {
                failed.accept(result.code());
            }
        });
    }
}
