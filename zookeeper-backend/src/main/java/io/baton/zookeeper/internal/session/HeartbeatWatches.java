// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;

/** The heartbeats of other sessions that candidacies of this one wait for: one watch each, however many wait. */
public final class HeartbeatWatches {

    private final SessionContext context;
    private final SessionFacts facts;
    private final Map<String, Watched> watched = new HashMap<>();

    public HeartbeatWatches(SessionContext context, SessionFacts facts) {
        this.context = context;
        this.facts = facts;
    }

    public Interest watch(String session) {
        Watched of = watched.get(session);
        if (of == null) {
            of = new Watched(session);
            watched.put(session, of);
            of.arm();
        }
        of.interests++;
        return new Interest(of);
    }

    void disconnected() {
        List.copyOf(watched.values()).forEach(Watched::missed);
    }

    /** A persistent watch does not make up for what happened while the connection was broken. */
    void reconnected() {
        List.copyOf(watched.values()).forEach(Watched::arm);
    }

    void close() {
        for (Watched each : watched.values()) {
            context.zooKeeper().removeAllWatches(each.path);
        }
        watched.clear();
    }

    /** One candidacy that waits for a session. */
    public static final class Interest {

        private final Watched of;
        private boolean ended;

        private Interest(Watched of) {
            this.of = of;
        }

        public void end() {
            if (!ended) {
                ended = true;
                of.interestEnded();
            }
        }
    }

    private final class Watched {

        private final String session;
        private final String path;
        private final Watcher watcher;
        private int interests;
        private boolean told;

        Watched(String session) {
            this.session = session;
            path = context.paths().heartbeat(session);
            watcher = context.zooKeeper().watcher(this::onEvent);
        }

        void arm() {
            Code[] added = {Code.SYSTEMERROR};
            context.zooKeeper().addPersistentWatch(path, watcher, code -> added[0] = code);
            context.zooKeeper().exists(path, read -> {
                if (!isCurrent()) {
                    return;
                }
                if (read.code() == Code.NONODE) {
                    ended();
                } else if (read.code() == Code.OK && added[0] == Code.OK && !told) {
                    told = true;
                    facts.watching(session);
                }
            });
        }

        void missed() {
            if (told) {
                told = false;
                facts.unwatched(session);
            }
        }

        void interestEnded() {
            interests--;
            if (interests == 0 && isCurrent()) {
                forget();
                missed();
            }
        }

        private void onEvent(EventType event) {
            if (!isCurrent()) {
                return;
            }
            switch (event) {
                case NodeDeleted -> ended();
                case NodeDataChanged -> {
                    if (told) {
                        facts.heartbeat(session);
                    }
                }
                case NodeCreated -> {}
                default -> {
                    // Another connection through the same handle has removed the watches of this path.
                    missed();
                    arm();
                }
            }
        }

        private void ended() {
            forget();
            facts.watchedEnded(session);
        }

        private void forget() {
            watched.remove(session);
            context.zooKeeper().removeAllWatches(path);
        }

        private boolean isCurrent() {
            return watched.get(session) == this;
        }
    }
}
