// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.ElectionName;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.ZooKeeperErrors;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionContext;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;

/** One query about one election, as it is sent over one connection. */
public record ElectionQuery<T>(
        OpenSession session, ElectionName election, SessionContext context, PendingQuery<T> pending) {

    AsyncZooKeeper zooKeeper() {
        return context.zooKeeper();
    }

    String queue() {
        return context.paths().queue(election);
    }

    /** The candidates among the children of the queue, in its order. */
    List<QueueNode> candidates(Listed children) {
        return session.foreignNodes().candidates(queue(), children.names());
    }

    /** The store has an error for an answer. */
    void failed(Code code, String path) {
        session.link().check(code);
        if (ZooKeeperErrors.isRefusal(code)) {
            pending.fail(ZooKeeperErrors.of(code, path));
        } else {
            pending.later();
        }
    }
}
