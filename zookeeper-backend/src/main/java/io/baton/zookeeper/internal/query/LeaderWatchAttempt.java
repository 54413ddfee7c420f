// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.ElectionName;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.LeaderNodeField;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;

/**
 * One attempt to watch what says who leads in an election. Told after the watches stand: a later reader misses nothing. For the
 * strand only.
 */
final class LeaderWatchAttempt {

    private final OpenSession session;
    private final SessionContext context;
    private final Watcher own;
    private final Outcome outcome;
    private final String leaderRecord;
    private final String queue;
    private final Set<String> watched = new HashSet<>();
    private Code recordWatched = Code.SYSTEMERROR;

    LeaderWatchAttempt(
            OpenSession session, SessionContext context, ElectionName election, Watcher own, Outcome outcome) {
        this.session = session;
        this.context = context;
        this.own = own;
        this.outcome = outcome;
        leaderRecord = context.paths().leaderRecord(election);
        queue = context.paths().queue(election);
    }

    void begin() {
        context.zooKeeper().existsAndWatch(leaderRecord, own, read -> recordWatched = read.code());
        context.zooKeeper().read(leaderRecord, this::recordRead);
    }

    /** The paths that are watched, but for that of the leader record. */
    Set<String> watched() {
        return watched;
    }

    private void recordRead(Read read) {
        if ((recordWatched == Code.OK || recordWatched == Code.NONODE)
                && (read.code() == Code.OK || read.code() == Code.NONODE)) {
            armLeader(read);
        } else {
            outcome.failed(read.code());
        }
    }

    /** While a leader of Baton's leads, its node is all there is to watch. */
    private void armLeader(Read leader) {
        if (leader.code() == Code.NONODE) {
            list();
            return;
        }
        Optional<String> node = leaderOf(leader);
        if (node.isEmpty()) {
            outcome.afterAPause(this::list);
            return;
        }
        String path = queue + "/" + node.get();
        context.zooKeeper().readAndWatch(path, own, read -> {
            if (read.code() == Code.OK) {
                watched.add(path);
                outcome.finished(false, read.code(), context);
            } else if (read.code() == Code.NONODE) {
                outcome.afterAPause(this::list);
            } else {
                outcome.failed(read.code());
            }
        });
    }

    private static Optional<String> leaderOf(Read leader) {
        try {
            return ElectionRecords.parsedLeader(leader).released()
                    ? Optional.empty()
                    : LeaderNodeField.of(leader.data());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private void list() {
        session.listings().list(context.zooKeeper(), queue, this::listed);
    }

    private void listed(Listed children) {
        if (children.code() == Code.NONODE) {
            watched.add(queue);
            context.zooKeeper().existsAndWatch(queue, own, this::queueWatched);
        } else if (children.code() != Code.OK || children.refusal().isPresent()) {
            outcome.failed(children.code());
        } else {
            armFirst(children, session.foreignNodes().candidates(queue, children.names()));
        }
    }

    private void queueWatched(Read read) {
        outcome.finished(read.code() == Code.OK, read.code(), context);
    }

    private void armFirst(Listed children, List<QueueNode> candidates) {
        if (candidates.isEmpty()) {
            watched.add(queue);
            context.zooKeeper().list(queue, own, now -> outcome.finished(!isSame(children, now), now.code(), context));
            return;
        }
        String path = queue + "/" + candidates.get(0).name();
        watched.add(path);
        context.zooKeeper().readAndWatch(path, own, read -> {
            if (read.code() == Code.OK && read.requireStat().getEphemeralOwner() == 0) {
                session.foreignNodes().skip(path);
                armFirst(children, candidates.subList(1, candidates.size()));
            } else {
                outcome.finished(read.code() == Code.NONODE, read.code(), context);
            }
        });
    }

    private static boolean isSame(Listed children, Listed now) {
        return now.code() == Code.OK && Set.copyOf(children.names()).equals(Set.copyOf(now.names()));
    }

    /** Hears how the attempt went; one of the first two methods is called in the end. */
    interface Outcome {

        /**
         * All watches were asked for.
         *
         * @param stale whether what is watched has changed before that
         * @param code the store's last answer, which may be an error
         */
        void finished(boolean stale, Code code, SessionContext context);

        void failed(Code code);

        /** The attempt goes on after a pause, unless a newer one is needed by then. */
        void afterAPause(Runnable goOn);
    }
}
