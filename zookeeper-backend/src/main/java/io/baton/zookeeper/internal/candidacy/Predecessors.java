// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.ForeignNodes;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/** The candidates before one candidacy, as far as they are known, and the watch on the nearest. For the strand only. */
final class Predecessors {

    private final QueueEntry queueEntry;
    private final ForeignNodes foreignNodes;
    private List<QueueNode> before = List.of();
    private boolean listed;
    private @Nullable Nearest nearest;

    Predecessors(QueueEntry queueEntry, ForeignNodes foreignNodes) {
        this.queueEntry = queueEntry;
        this.foreignNodes = foreignNodes;
    }

    /** Whether the queue need not be listed before the next lookup. */
    boolean isListed() {
        return listed;
    }

    /**
     * Takes over the children of the queue.
     *
     * @return whether the candidacy's own node is among them
     */
    boolean take(SessionContext context, Listed children) {
        List<QueueNode> all = foreignNodes.candidates(queueEntry.queue(context), children.names());
        int own = queueEntry.node().map(all::indexOf).orElse(-1);
        if (own < 0) {
            return false;
        }
        List<QueueNode> known = new ArrayList<>();
        for (QueueNode node : all.subList(0, own)) {
            if (!foreignNodes.isSkipped(nodePath(context, node))) {
                known.add(node);
            }
        }
        before = known;
        listed = true;
        return true;
    }

    /** The nearest predecessor, watched from its next read on; nothing if no candidate stands before. */
    Optional<Nearest> nearest(SessionContext context) {
        if (before.isEmpty()) {
            unwatch(context);
            return Optional.empty();
        }
        QueueNode last = before.get(before.size() - 1);
        Nearest known = nearest;
        if (known == null || !known.node.equals(last)) {
            unwatch(context);
            known = new Nearest(context, last);
            nearest = known;
        }
        return Optional.of(known);
    }

    /** The path of the nearest but one. */
    Optional<String> furtherPath(SessionContext context) {
        return before.size() > 1 ? Optional.of(nodePath(context, before.get(before.size() - 2))) : Optional.empty();
    }

    /** The paths of the nearest and the nearest but one that are watched or were looked at; none if they are to be listed anew. */
    List<String> nearestPaths(SessionContext context) {
        return listed
                ? before.subList(Math.max(0, before.size() - 2), before.size()).stream()
                        .map(node -> nodePath(context, node))
                        .toList()
                : List.of();
    }

    /** The nearest, or the nearest but one, is none of a candidate. */
    void skip(SessionContext context, String path) {
        foreignNodes.skip(path);
        List<QueueNode> rest = new ArrayList<>(before);
        rest.removeIf(node -> nodePath(context, node).equals(path));
        before = rest;
    }

    /** A lookup has answered, and may have named the nearest. */
    void told() {
        if (nearest != null) {
            nearest.told = true;
        }
    }

    void reconnected() {
        if (nearest != null && nearest.unwatched) {
            nearest.watch();
        }
    }

    void unwatch(SessionContext context) {
        if (nearest != null && !nearest.gone) {
            context.zooKeeper().removeWatch(nearest.path, nearest.watcher);
        }
        nearest = null;
    }

    private String nodePath(SessionContext context, QueueNode node) {
        return queueEntry.queue(context) + "/" + node.name();
    }

    /** The nearest predecessor. */
    final class Nearest {

        private final SessionContext context;
        private final QueueNode node;
        private final String path;
        private final Watcher watcher;
        private boolean told;
        private boolean gone;
        private boolean unwatched = true;

        Nearest(SessionContext context, QueueNode node) {
            this.context = context;
            this.node = node;
            path = nodePath(context, node);
            watcher = context.zooKeeper().watcher(this::onEvent);
        }

        String path() {
            return path;
        }

        boolean isGone() {
            return gone;
        }

        void readAndWatch(Consumer<Read> then) {
            context.zooKeeper().readAndWatch(path, watcher, read -> {
                heard(read);
                then.accept(read);
            });
        }

        private void watch() {
            unwatched = true;
            context.zooKeeper().readAndWatch(path, watcher, this::heard);
        }

        private void heard(Read read) {
            if (read.code() == Code.OK) {
                unwatched = false;
            } else if (read.code() == Code.NONODE) {
                nodeGone();
            }
        }

        private void onEvent(EventType event) {
            if (event == EventType.NodeDeleted) {
                nodeGone();
            } else if (nearest == this) {
                watch();
            }
        }

        private void nodeGone() {
            if (gone || nearest != this) {
                return;
            }
            gone = true;
            listed = false;
            if (told) {
                queueEntry.predecessorGone();
            }
        }
    }
}
