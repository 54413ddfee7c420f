// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.BackendSession.Observation;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Backoff;
import io.baton.zookeeper.Wire.Listed;
import io.baton.zookeeper.Wire.Read;
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
final class LeaderWatch implements Observation {

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

    LeaderWatch(OpenSession session, ElectionName election, Runnable changed) {
        this.session = session;
        this.election = election;
        this.changed = changed;
    }

    void begin() {
        Link link = session.link();
        if (closed || session.isOver()) {
            return;
        }
        session.roster().add(this);
        if (link != null && session.isConnected()) {
            arm(link);
        }
    }

    void reconnected(Link link) {
        if (armed) {
            // ZooKeeper's client has put its watches back.
            changed.run();
        } else {
            arm(link);
        }
    }

    @Override
    public void close() {
        session.strand().run(() -> {
            closed = true;
            session.roster().remove(this);
            Link link = session.link();
            if (link != null && !session.isOver()) {
                end(link);
            }
        });
    }

    /** Gives up its watches. */
    void end(Link link) {
        closed = true;
        Watcher own = watcher;
        if (own != null) {
            // Others of Baton put theirs back; a LeaderLatch could not, so what is not ours alone is left to run out.
            link.wire().removeAllWatches(link.layout().office(election));
            watched.forEach(path -> link.wire().removeWatch(path, own));
        }
        watched.clear();
    }

    // Told after the watches stand: who reads then misses nothing that comes later.
    private void arm(Link link) {
        if (arming) {
            again = true;
            return;
        }
        arming = true;
        armed = false;
        again = false;
        Watcher own = watcher == null ? link.wire().watcher(event -> onEvent(link)) : watcher;
        watcher = own;
        String office = link.layout().office(election);
        Code[] first = new Code[1];
        watched.clear();
        link.wire().exists(office, own, read -> first[0] = read.code());
        link.wire().read(office, read -> {
            if ((first[0] == Code.OK || first[0] == Code.NONODE)
                    && (read.code() == Code.OK || read.code() == Code.NONODE)) {
                armLeader(link, own, read);
            } else {
                failed(read.code());
            }
        });
    }

    /** While a leader of Baton's is in office its node is all there is to watch. */
    private void armLeader(Link link, Watcher own, Read office) {
        Optional<String> node = office.code() == Code.OK ? leaderOf(office) : Optional.empty();
        if (node.isEmpty()) {
            afterAPause(link, own, office.code() == Code.OK);
            return;
        }
        String path = link.layout().queue(election) + "/" + node.get();
        link.wire().readAndWatch(path, own, read -> {
            if (read.code() == Code.OK) {
                watched.add(path);
                armedUnless(false, read.code(), link);
            } else if (read.code() == Code.NONODE) {
                afterAPause(link, own, true);
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
    private void afterAPause(Link link, Watcher own, boolean pauses) {
        if (pauses) {
            session.strand().later(PAUSE, () -> {
                if (closed || session.isOver()) {
                    return;
                }
                if (again || !session.isConnected()) {
                    arming = false;
                    retry();
                } else {
                    list(link, own);
                }
            });
        } else {
            list(link, own);
        }
    }

    private void list(Link link, Watcher own) {
        String queue = link.layout().queue(election);
        session.listings().list(link, queue, children -> armFirst(link, own, queue, children), () -> {});
    }

    private void armFirst(Link link, Watcher own, String queue, Listed children) {
        if (children.code() == Code.NONODE) {
            watched.add(queue);
            link.wire().exists(queue, own, read -> armedUnless(read.code() == Code.OK, read.code(), link));
        } else if (children.code() != Code.OK || children.refusal().isPresent()) {
            failed(children.code());
        } else {
            List<QueueNode> nodes = QueueNode.queue(
                    children.names(), stranger -> session.roster().skip(queue + "/" + stranger));
            armFirst(link, own, queue, new Names(children, nodes));
        }
    }

    private void armFirst(Link link, Watcher own, String queue, Names names) {
        if (names.queue().isEmpty()) {
            watched.add(queue);
            link.wire().list(queue, own, now -> armedUnless(!names.areThoseOf(now), now.code(), link));
            return;
        }
        String path = queue + "/" + names.queue().get(0).name();
        watched.add(path);
        link.wire().readAndWatch(path, own, read -> {
            if (read.code() == Code.OK && read.requireStat().getEphemeralOwner() == 0) {
                session.roster().skip(path);
                armFirst(link, own, queue, names.withoutFirst());
            } else {
                armedUnless(read.code() == Code.NONODE, read.code(), link);
            }
        });
    }

    private void armedUnless(boolean stale, Code code, Link link) {
        arming = false;
        if (closed || session.isOver()) {
            return;
        }
        if (stale || again) {
            arm(link);
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
        Link link = session.link();
        if (!armed && !arming && !closed && !session.isOver() && link != null && session.isConnected()) {
            arm(link);
        }
    }

    private void onEvent(Link link) {
        if (!closed && !session.isOver()) {
            arm(link);
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
