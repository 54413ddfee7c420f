// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import java.util.List;
import java.util.Optional;

/**
 * A request as it went to the server.
 *
 * @param connection counted from 1; a session that reconnects has more than one
 * @param op as ZooKeeper names it: {@code create2}, {@code getChildren2}, {@code multi}, {@code ping}, {@code auth},
 *     {@code setWatches} ...; {@code createSession} for the first request of a connection
 * @param path empty when the request has none, or several
 * @param parts the operations of a {@code multi}, otherwise empty
 * @param bytes with the four of its length
 * @param round 1 for a request that waited for no other one's reply since the log began, and one more than the greatest
 *     round replied to before it was sent for the rest; 0 for pings, which no caller waits for
 */
public record Request(
        long connection,
        int xid,
        String op,
        String path,
        List<Part> parts,
        int bytes,
        int round,
        Optional<Reply> reply) {

    Request answered(Reply answer) {
        return new Request(connection, xid, op, path, parts, bytes, round, Optional.of(answer));
    }

    public boolean isPing() {
        return op.equals("ping");
    }

    /** The first request of a connection, which begins or resumes a session. */
    public boolean isConnect() {
        return xid == RequestParser.CONNECT_XID;
    }

    /** One operation of a {@code multi}. */
    public record Part(String op, String path) {}

    /**
     * What came back.
     *
     * @param zxid of the change, or of the last one that the server knew; 0 for a connection's first reply
     * @param error 0 when the request succeeded, otherwise the code of a {@code KeeperException}
     * @param bytes with the four of its length
     */
    public record Reply(long zxid, int error, int bytes) {}

    /** A watch that fired: the state and type of its event as in ZooKeeper's {@code Watcher.Event}. */
    public record Notification(long connection, int state, int type, String path, int bytes) {}
}
