// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.BackendSession.Observation;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Backoff;
import io.baton.zookeeper.AsyncZooKeeper.Listed;
import io.baton.zookeeper.AsyncZooKeeper.Read;
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
 * Tells when who leads may have changed: the office record is written, or the first of the queue goes. The first matters
 * since participants of another kind write no record; the directory is watched only while no candidate stands there.
 */
final class LeaderObservation implements Observation {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final OpenSession session;
    private final ElectionName election;
    private final Runnable changed;
    private final Backoff pauses = new Backoff(Duration.ofMillis(500), LONGEST_PAUSE);
    private final Set<String> watched = new HashSet<>();
    private @Nullable Watcher watcher;
    private boolean arming;
    private boolean armed;
    private boolean again;
    private boolean closed;

    LeaderObservation(OpenSession session, ElectionName election, Runnable changed) {
        this.session = session;
        this.election = election;
        this.changed = changed;
    }

    void begin() {
        SessionContext sessionContext = session.context();
        if (closed || session.isOver()) {
            return;
        }
        session.sessionMembers().add(this);
        if (sessionContext != null && session.isConnected()) {
            arm(sessionContext);
        }
    }

    void reconnected(SessionContext sessionContext) {
        if (armed) {
            // ZooKeeper's client has put its watches back.
            changed.run();
        } else {
            arm(sessionContext);
        }
    }

    @Override
    public void close() {
        session.strand().run(() -> {
            closed = true;
            session.sessionMembers().remove(this);
            SessionContext sessionContext = session.context();
            if (sessionContext != null && !session.isOver()) {
                end(sessionContext);
            }
        });
    }

    /** Gives up its watches. */
    void end(SessionContext sessionContext) {
        closed = true;
        Watcher own = watcher;
        if (own != null) {
            // Others of Baton put theirs back; a LeaderLatch could not, so what is not ours alone is left to run out.
            sessionContext.wire().removeAllWatches(sessionContext.paths().office(election));
            watched.forEach(path -> sessionContext.wire().removeWatch(path, own));
        }
        watched.clear();
    }

    // Told after the watches stand: who reads then misses nothing that comes later.
    private void arm(SessionContext sessionContext) {
        if (arming) {
            again = true;
            return;
        }
        arming = true;
        armed = false;
        again = false;
        Watcher own = watcher == null ? sessionContext.wire().watcher(event -> onEvent(sessionContext)) : watcher;
        watcher = own;
        String office = sessionContext.paths().office(election);
        Code[] first = new Code[1];
        watched.clear();
        sessionContext.wire().exists(office, own, read -> first[0] = read.code());
        sessionContext.wire().read(office, read -> {
            if ((first[0] == Code.OK || first[0] == Code.NONODE)
                    && (read.code() == Code.OK || read.code() == Code.NONODE)) {
                armLeader(sessionContext, own, read);
            } else {
                failed(read.code());
            }
        });
    }

    /** While a leader of Baton's is in office its node is all there is to watch. */
    private void armLeader(SessionContext sessionContext, Watcher own, Read office) {
        Optional<String> node = office.code() == Code.OK ? leaderOf(office) : Optional.empty();
        if (node.isEmpty()) {
            afterAPause(sessionContext, own, office.code() == Code.OK);
            return;
        }
        String path = sessionContext.paths().queue(election) + "/" + node.get();
        sessionContext.wire().readAndWatch(path, own, read -> {
            if (read.code() == Code.OK) {
                watched.add(path);
                armedUnless(false, read.code(), sessionContext);
            } else if (read.code() == Code.NONODE) {
                afterAPause(sessionContext, own, true);
            } else {
                failed(read.code());
            }
        });
    }

    private static Optional<String> leaderOf(Read office) {
        try {
            return Records.parsedOffice(office).released() ? Optional.empty() : OfficeNode.of(office.data());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    // The next leader is often there in a moment, and then no listing is needed.
    private void afterAPause(SessionContext sessionContext, Watcher own, boolean pauses) {
        if (pauses) {
            session.strand().later(PAUSE, () -> {
                if (closed || session.isOver()) {
                    return;
                }
                if (again || !session.isConnected()) {
                    arming = false;
                    retry();
                } else {
                    list(sessionContext, own);
                }
            });
        } else {
            list(sessionContext, own);
        }
    }

    private void list(SessionContext sessionContext, Watcher own) {
        String queue = sessionContext.paths().queue(election);
        session.listings()
                .list(sessionContext, queue, children -> armFirst(sessionContext, own, queue, children), () -> {});
    }

    private void armFirst(SessionContext sessionContext, Watcher own, String queue, Listed children) {
        if (children.code() == Code.NONODE) {
            watched.add(queue);
            sessionContext
                    .wire()
                    .exists(queue, own, read -> armedUnless(read.code() == Code.OK, read.code(), sessionContext));
        } else if (children.code() != Code.OK || children.refusal().isPresent()) {
            failed(children.code());
        } else {
            List<QueueNode> nodes = QueueNode.queue(
                    children.names(), stranger -> session.sessionMembers().skip(queue + "/" + stranger));
            armFirst(sessionContext, own, queue, new Names(children, nodes));
        }
    }

    private void armFirst(SessionContext sessionContext, Watcher own, String queue, Names names) {
        if (names.queue().isEmpty()) {
            watched.add(queue);
            sessionContext
                    .wire()
                    .list(queue, own, now -> armedUnless(!names.areThoseOf(now), now.code(), sessionContext));
            return;
        }
        String path = queue + "/" + names.queue().get(0).name();
        watched.add(path);
        sessionContext.wire().readAndWatch(path, own, read -> {
            if (read.code() == Code.OK && read.requireStat().getEphemeralOwner() == 0) {
                session.sessionMembers().skip(path);
                armFirst(sessionContext, own, queue, names.withoutFirst());
            } else {
                armedUnless(read.code() == Code.NONODE, read.code(), sessionContext);
            }
        });
    }

    private void armedUnless(boolean stale, Code code, SessionContext sessionContext) {
        arming = false;
        if (closed || session.isOver()) {
            return;
        }
        if (stale || again) {
            arm(sessionContext);
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
        session.check(code);
        session.strand()
                .later(Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble())), this::retry);
    }

    private void retry() {
        SessionContext sessionContext = session.context();
        if (!armed && !arming && !closed && !session.isOver() && sessionContext != null && session.isConnected()) {
            arm(sessionContext);
        }
    }

    private void onEvent(SessionContext sessionContext) {
        if (!closed && !session.isOver()) {
            arm(sessionContext);
        }
    }

    /** The children of the directory, and those among them that may be candidates. */
    private record Names(Listed children, List<QueueNode> queue) {

        boolean areThoseOf(Listed now) {
            return now.code() == Code.OK && Set.copyOf(children.names()).equals(Set.copyOf(now.names()));
        }

        Names withoutFirst() {
            return new Names(children, queue.subList(1, queue.size()));
        }
    }
}
