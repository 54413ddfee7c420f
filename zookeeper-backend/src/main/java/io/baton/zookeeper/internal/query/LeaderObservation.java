// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.BackendSession.Observation;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Backoff;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.LeaderNodeField;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionLink;
import io.baton.zookeeper.internal.session.SessionMembers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Tells when who leads may have changed: the leader record is written, or the first of the queue goes. The first matters
 * since participants of another kind write no record; the directory is watched only while no candidate stands there.
 */
public final class LeaderObservation implements Observation, SessionMembers.Member {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final OpenSession session;
    private final SessionLink link;
    private final ElectionName election;
    private final Runnable changed;
    private final Backoff pauses = new Backoff(Duration.ofMillis(500), LONGEST_PAUSE);
    private final Set<String> watched = new HashSet<>();
    private @Nullable Watcher watcher;
    private boolean arming;
    private boolean armed;
    private boolean again;
    private boolean closed;

    public LeaderObservation(OpenSession session, ElectionName election, Runnable changed) {
        this.session = session;
        this.link = session.link();
        this.election = election;
        this.changed = changed;
    }

    /** For the strand only. */
    public void begin() {
        if (isOver()) {
            return;
        }
        session.members().add(this);
        link.connected().ifPresent(this::arm);
    }

    @Override
    public void reconnected(SessionContext context) {
        if (armed) {
            // ZooKeeper's client has put its watches back.
            changed.run();
        } else {
            arm(context);
        }
    }

    @Override
    public void close() {
        link.strand().run(() -> {
            closed = true;
            session.members().remove(this);
            if (!link.isOver()) {
                link.context().ifPresent(this::unwatch);
            }
        });
    }

    @Override
    public void unwatch(SessionContext context) {
        closed = true;
        Watcher own = watcher;
        if (own != null) {
            // Others of Baton put theirs back; a LeaderLatch could not, so what is not ours alone is left to run out.
            context.zooKeeper().removeAllWatches(context.paths().leaderRecord(election));
            for (String path : watched) {
                context.zooKeeper().removeWatch(path, own);
            }
        }
        watched.clear();
    }

    private boolean isOver() {
        return closed || link.isOver();
    }

    private void arm(SessionContext context) {
        if (arming) {
            again = true;
            return;
        }
        arming = true;
        armed = false;
        again = false;
        Watcher own = watcher == null ? context.zooKeeper().watcher(event -> onEvent(context)) : watcher;
        watcher = own;
        watched.clear();
        new Arming(context, own).begin();
    }

    private void armedUnless(boolean stale, Code code, SessionContext context) {
        arming = false;
        if (isOver()) {
            return;
        }
        if (stale || again) {
            arm(context);
        } else if (code == Code.OK || code == Code.NONODE) {
            armed = true;
            pauses.reset();
            changed.run();
        } else {
            failed(code);
        }
    }

    private void failed(Code code) {
        arming = false;
        link.check(code);
        link.strand()
                .later(Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble())), this::retry);
    }

    private void retry() {
        if (!armed && !arming && !isOver()) {
            link.connected().ifPresent(this::arm);
        }
    }

    private void onEvent(SessionContext context) {
        if (!isOver()) {
            arm(context);
        }
    }

    /** One attempt to watch what says who leads. Told after the watches stand: a later reader misses nothing. */
    private final class Arming {

        private final SessionContext context;
        private final Watcher own;
        private final String leaderRecord;
        private final String queue;
        private Code recordWatched = Code.SYSTEMERROR;

        Arming(SessionContext context, Watcher own) {
            this.context = context;
            this.own = own;
            leaderRecord = context.paths().leaderRecord(election);
            queue = context.paths().queue(election);
        }

        void begin() {
            context.zooKeeper().existsAndWatch(leaderRecord, own, read -> recordWatched = read.code());
            context.zooKeeper().read(leaderRecord, this::recordRead);
        }

        private void recordRead(Read read) {
            if ((recordWatched == Code.OK || recordWatched == Code.NONODE)
                    && (read.code() == Code.OK || read.code() == Code.NONODE)) {
                armLeader(read);
            } else {
                failed(read.code());
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
                listAfterAPause();
                return;
            }
            String path = queue + "/" + node.get();
            context.zooKeeper().readAndWatch(path, own, read -> {
                if (read.code() == Code.OK) {
                    watched.add(path);
                    armedUnless(false, read.code(), context);
                } else if (read.code() == Code.NONODE) {
                    listAfterAPause();
                } else {
                    failed(read.code());
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

        // The next leader is often there in a moment, and then no listing is needed.
        private void listAfterAPause() {
            link.strand().later(PAUSE, this::listUnlessStale);
        }

        private void listUnlessStale() {
            if (isOver()) {
                return;
            }
            if (again || link.connected().isEmpty()) {
                arming = false;
                retry();
            } else {
                list();
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
                failed(children.code());
            } else {
                armFirst(children, session.foreignNodes().candidates(queue, children.names()));
            }
        }

        private void queueWatched(Read read) {
            armedUnless(read.code() == Code.OK, read.code(), context);
        }

        private void armFirst(Listed children, List<QueueNode> candidates) {
            if (candidates.isEmpty()) {
                watched.add(queue);
                context.zooKeeper().list(queue, own, now -> armedUnless(!isSame(children, now), now.code(), context));
                return;
            }
            String path = queue + "/" + candidates.get(0).name();
            watched.add(path);
            context.zooKeeper().readAndWatch(path, own, read -> {
                if (read.code() == Code.OK && read.requireStat().getEphemeralOwner() == 0) {
                    session.foreignNodes().skip(path);
                    armFirst(children, candidates.subList(1, candidates.size()));
                } else {
                    armedUnless(read.code() == Code.NONODE, read.code(), context);
                }
            });
        }

        private static boolean isSame(Listed children, Listed now) {
            return now.code() == Code.OK && Set.copyOf(children.names()).equals(Set.copyOf(now.names()));
        }
    }
}
