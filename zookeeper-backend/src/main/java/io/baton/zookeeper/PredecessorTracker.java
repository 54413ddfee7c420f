// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.QueuePosition.Predecessor;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingAnswer;
import io.baton.zookeeper.AsyncZooKeeper.Listed;
import io.baton.zookeeper.AsyncZooKeeper.Read;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Where a candidacy stands. The queue is listed on entry and when its end could be near; in between only the two places
 * before the own one are looked at, so that waiting costs the same in every queue.
 */
final class PredecessorTracker {

    private final QueueEntry queueEntry;
    private boolean listed;
    private boolean told;
    private List<QueueNode> before = List.of();
    private @Nullable Watched nearest;
    private Optional<HeartbeatWatches.Interest> interest = Optional.empty();

    PredecessorTracker(QueueEntry queueEntry) {
        this.queueEntry = queueEntry;
    }

    /** Goes on with what was read together with the entry. */
    void begin(SessionContext sessionContext, PendingAnswer pendingAnswer, Listed children, Records.Pair records) {
        queueEntry.watch(sessionContext);
        arrange(sessionContext, pendingAnswer, children, records);
    }

    void look(SessionContext sessionContext, PendingAnswer pendingAnswer) {
        queueEntry.watch(sessionContext);
        if (listed) {
            Records.read(
                    sessionContext, queueEntry.election(), records -> inspect(sessionContext, pendingAnswer, records));
        } else {
            list(sessionContext, pendingAnswer);
        }
    }

    void reconnected(SessionContext sessionContext) {
        if (nearest != null && nearest.unwatched) {
            nearest.watch(sessionContext);
        }
    }

    /** Gives up what is watched on behalf of the candidacy. */
    void end(SessionContext sessionContext) {
        unwatch(sessionContext);
        interest.ifPresent(HeartbeatWatches.Interest::end);
        interest = Optional.empty();
    }

    private void list(SessionContext sessionContext, PendingAnswer pendingAnswer) {
        Listed[] children = new Listed[1];
        queueEntry
                .session()
                .listings()
                .list(
                        sessionContext,
                        sessionContext.paths().queue(queueEntry.election()),
                        names -> children[0] = names,
                        () -> Records.read(
                                sessionContext,
                                queueEntry.election(),
                                records -> arrange(sessionContext, pendingAnswer, children[0], records)));
    }

    private void arrange(
            SessionContext sessionContext, PendingAnswer pendingAnswer, Listed children, Records.Pair records) {
        if (!pendingAnswer.isOpen()) {
            return;
        }
        String queue = sessionContext.paths().queue(queueEntry.election());
        if (children.refusal().isPresent()) {
            refuse(sessionContext, pendingAnswer, children.refusal().get());
            return;
        }
        if (children.code() == Code.NONODE) {
            queueEntry.nodeGone();
            return;
        }
        if (children.code() != Code.OK) {
            queueEntry.failed(pendingAnswer, children.code(), queue);
            return;
        }
        List<QueueNode> all = QueueNode.queue(
                children.names(),
                stranger -> queueEntry.session().sessionMembers().skip(queue + "/" + stranger));
        int own = queueEntry.node().map(all::indexOf).orElse(-1);
        if (own < 0) {
            queueEntry.nodeGone();
            return;
        }
        before = all.subList(0, own).stream()
                .filter(node -> !queueEntry.session().sessionMembers().isSkipped(queue + "/" + node.name()))
                .toList();
        listed = true;
        inspect(sessionContext, pendingAnswer, records);
    }

    private void inspect(SessionContext sessionContext, PendingAnswer pendingAnswer, Records.Pair records) {
        if (!pendingAnswer.isOpen()) {
            return;
        }
        if (before.isEmpty()) {
            unwatch(sessionContext);
            conclude(sessionContext, pendingAnswer, records, Optional.empty());
            return;
        }
        QueueNode last = before.get(before.size() - 1);
        if (nearest == null || !nearest.node.equals(last)) {
            unwatch(sessionContext);
            nearest = new Watched(sessionContext, last);
        }
        Watched asked = nearest;
        Read[] further = new Read[1];
        if (before.size() > 1) {
            sessionContext
                    .wire()
                    .exists(path(sessionContext, before.get(before.size() - 2)), null, read -> further[0] = read);
        }
        sessionContext.wire().readAndWatch(path(sessionContext, last), asked.watcher, read -> {
            asked.heard(read.code());
            judge(sessionContext, pendingAnswer, records, new Pair(asked, read, Optional.ofNullable(further[0])));
        });
    }

    private void judge(SessionContext sessionContext, PendingAnswer pendingAnswer, Records.Pair records, Pair seen) {
        if (!pendingAnswer.isOpen()) {
            return;
        }
        Code further = seen.further().map(Read::code).orElse(Code.OK);
        if (seen.nearest().code() == Code.NONODE || further == Code.NONODE || seen.asked().gone) {
            list(sessionContext, pendingAnswer);
        } else if (seen.nearest().code() != Code.OK) {
            queueEntry.failed(pendingAnswer, seen.nearest().code(), path(sessionContext, seen.asked().node));
        } else if (further != Code.OK) {
            queueEntry.failed(pendingAnswer, further, path(sessionContext, seen.asked().node));
        } else if (isStranger(seen.nearest())) {
            skip(sessionContext, seen.asked().node);
            inspect(sessionContext, pendingAnswer, records);
        } else if (seen.further().filter(PredecessorTracker::isStranger).isPresent()) {
            skip(sessionContext, before.get(before.size() - 2));
            inspect(sessionContext, pendingAnswer, records);
        } else {
            conclude(sessionContext, pendingAnswer, records, Optional.of(predecessor(seen)));
        }
    }

    private Predecessor predecessor(Pair seen) {
        Read read = seen.nearest();
        return new Predecessor(
                read.requireStat().getCzxid(),
                RecordCodec.session(read.data())
                        .orElseGet(() -> Long.toHexString(read.requireStat().getEphemeralOwner())),
                seen.further().isEmpty());
    }

    private void conclude(
            SessionContext sessionContext,
            PendingAnswer pendingAnswer,
            Records.Pair pair,
            Optional<Predecessor> predecessor) {
        Watched named = nearest;
        new Records(sessionContext, queueEntry.election(), queueEntry.session().validityNanos(), new Records.Reader() {
                    @Override
                    public void read(FloorRecord floor, LeaderRecord office) {
                        if (named != null && named.gone) {
                            list(sessionContext, pendingAnswer);
                        } else {
                            tell(pendingAnswer, new QueuePosition(queueEntry.orderValue(), predecessor, floor, office));
                        }
                    }

                    @Override
                    public void refused(Throwable cause) {
                        refuse(sessionContext, pendingAnswer, cause);
                    }

                    @Override
                    public void failed(Code code, String path) {
                        queueEntry.failed(pendingAnswer, code, path);
                    }
                })
                .settle(pair);
    }

    private void tell(PendingAnswer pendingAnswer, QueuePosition queuePosition) {
        if (!pendingAnswer.isOpen()) {
            return;
        }
        if (nearest != null) {
            nearest.told = true;
        }
        told = true;
        pendingAnswer.give(to -> to.position(queuePosition));
        queuePosition
                .predecessor()
                .map(Predecessor::session)
                .filter(SessionName::isOne)
                .ifPresent(this::watchSigns);
    }

    // Kept when no candidate stands before any more: the end of the last leader's session may still have to be seen.
    private void watchSigns(String session) {
        Optional<HeartbeatWatches.Interest> old = interest;
        interest = queueEntry.session().signs().map(signs -> signs.watch(session));
        old.ifPresent(HeartbeatWatches.Interest::end);
    }

    private void refuse(SessionContext sessionContext, PendingAnswer pendingAnswer, Throwable cause) {
        if (told) {
            pendingAnswer.give(to -> to.refused(cause));
        } else {
            queueEntry.refuse(sessionContext, pendingAnswer, cause);
        }
    }

    private void skip(SessionContext sessionContext, QueueNode stranger) {
        queueEntry.session().sessionMembers().skip(path(sessionContext, stranger));
        before = before.stream().filter(node -> !node.equals(stranger)).toList();
    }

    private static boolean isStranger(Read read) {
        return read.requireStat().getEphemeralOwner() == 0;
    }

    private String path(SessionContext sessionContext, QueueNode node) {
        return sessionContext.paths().queue(queueEntry.election()) + "/" + node.name();
    }

    private void unwatch(SessionContext sessionContext) {
        if (nearest != null && !nearest.gone) {
            sessionContext.wire().removeWatch(path(sessionContext, nearest.node), nearest.watcher);
        }
        nearest = null;
    }

    /** What was read of the places before the own one. */
    private record Pair(Watched asked, Read nearest, Optional<Read> further) {}

    /** The nearest predecessor. */
    private final class Watched {

        private final QueueNode node;
        private final Watcher watcher;
        private boolean told;
        private boolean gone;
        private boolean unwatched = true;

        Watched(SessionContext sessionContext, QueueNode node) {
            this.node = node;
            watcher = sessionContext.wire().watcher(event -> onEvent(sessionContext, event));
        }

        void watch(SessionContext sessionContext) {
            unwatched = true;
            sessionContext.wire().readAndWatch(path(sessionContext, node), watcher, read -> heard(read.code()));
        }

        void heard(Code code) {
            if (code == Code.OK) {
                unwatched = false;
            } else if (code == Code.NONODE) {
                nodeGone();
            }
        }

        private void onEvent(SessionContext sessionContext, EventType event) {
            if (event == EventType.NodeDeleted) {
                nodeGone();
            } else if (nearest == this) {
                watch(sessionContext);
            }
        }

        private void nodeGone() {
            if (gone || nearest != this) {
                return;
            }
            gone = true;
            listed = false;
            if (told && !queueEntry.isGone() && !queueEntry.session().isOver()) {
                queueEntry.facts().predecessorGone();
            }
        }
    }
}
