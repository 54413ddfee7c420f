// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionRequest;
import io.baton.spi.support.Strand;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.client.RootDirectories;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.ACL;

/**
 * What stays the same as long as a session stands.
 *
 * @param session the session's name in the records
 * @param sessionId ZooKeeper's own number of the session
 * @param acl what every node is created with
 */
public record SessionContext(
        AsyncZooKeeper zooKeeper,
        Strand strand,
        ZNodePaths paths,
        SessionRequest request,
        String session,
        long sessionId,
        List<ACL> acl) {

    public String ownFence() {
        return paths.fence(session);
    }

    public String ownHeartbeat() {
        return paths.heartbeat(session);
    }

    /** Drops the connection without a word; the client then looks for another server. */
    public void closeSocket() {
        zooKeeper.closeSocket();
    }

    public void create(String path, byte[] data, CreateMode mode, Consumer<AsyncZooKeeper.Created> then) {
        zooKeeper.create(path, data, acl, mode, then);
    }

    /** Creates the directories that every election and session needs. */
    public void createDirectories(Runnable created, Consumer<Code> failed) {
        RootDirectories.create(zooKeeper, acl, paths.parents(), created, failed);
    }

    /**
     * A write that changes nothing. Unlike a {@code sync}, which a deposed leader may answer, its success says that a
     * quorum knows whatever was carried out before it, and so does this server.
     */
    public List<Op> barrier() {
        return List.of(Op.check(ownFence(), -1));
    }
}
