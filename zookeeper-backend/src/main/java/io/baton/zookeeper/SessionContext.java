// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionRequest;
import io.baton.spi.support.Strand;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.ACL;

/**
 * What stays the same as long as a session stands.
 *
 * @param session the session's name in the records
 * @param sessionId ZooKeeper's own number of the session
 * @param acl what every node is created with
 */
record SessionContext(
        AsyncZooKeeper wire,
        Strand strand,
        ZNodePaths paths,
        SessionRequest request,
        String session,
        long sessionId,
        List<ACL> acl) {

    String ownFence() {
        return paths.fence(session);
    }

    String ownSign() {
        return paths.sign(session);
    }

    void create(String path, byte[] data, CreateMode mode, Consumer<AsyncZooKeeper.Created> then) {
        wire.create(path, data, acl, mode, then);
    }

    /**
     * A write that changes nothing. Unlike a {@code sync}, which a deposed leader may answer, its success says that a
     * quorum knows whatever was carried out before it, and so does this server.
     */
    List<Op> barrier() {
        return List.of(Op.check(ownFence(), -1));
    }
}
