// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionFacts;
import io.baton.spi.support.WatchedSessions;
import io.baton.spi.support.WatchedSessions.Interest;
import io.baton.spi.support.WatchedSessions.StoreWatch;
import io.baton.spi.support.WatchedSessions.WatchedSession;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;

/** The heartbeats of other sessions that candidacies of this one wait for: one persistent watch each. */
public final class HeartbeatWatches {

    private final SessionContext context;
    private final WatchedSessions sessions;

    public HeartbeatWatches(SessionContext context, SessionFacts facts) {
        this.context = context;
        sessions = new WatchedSessions(facts);
    }

    public Interest watch(String session) {
        return sessions.watch(
                session, watched -> new HeartbeatWatch(watched, context.paths().heartbeat(session)));
    }

    void disconnected() {
        sessions.missed();
    }

    /** A persistent watch does not make up for what happened while the connection was broken. */
    void reconnected() {
        sessions.arm();
    }

    void close() {
        sessions.close();
    }

    private final class HeartbeatWatch implements StoreWatch {

        private final WatchedSession session;
        private final String path;
        private final Watcher watcher;

        HeartbeatWatch(WatchedSession session, String path) {
            this.session = session;
            this.path = path;
            watcher = context.zooKeeper().watcher(this::onEvent);
        }

        @Override
        public void arm() {
            Code[] added = {Code.SYSTEMERROR};
            context.zooKeeper().addPersistentWatch(path, watcher, code -> added[0] = code);
            context.zooKeeper().exists(path, read -> {
                if (read.code() == Code.NONODE) {
                    session.ended();
                } else if (read.code() == Code.OK && added[0] == Code.OK) {
                    session.watching();
                }
            });
        }

        @Override
        public void cancel() {
            context.zooKeeper().removeAllWatches(path);
        }

        private void onEvent(EventType event) {
            if (!session.isCurrent()) {
                return;
            }
            switch (event) {
                case NodeDeleted -> session.ended();
                case NodeDataChanged -> session.heartbeat();
                case NodeCreated -> {}
                default -> {
                    // Another connection through the same handle has removed the watches of this path.
                    session.missed();
                    arm();
                }
            }
        }
    }
}
