// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.BackendSession.Observation;
import io.baton.spi.ElectionName;
import io.baton.zookeeper.Wire.Listed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Tells when who leads may have changed: the office record is written, or the first of the queue goes. The first matters
 * since participants of another kind write no record; the directory is watched only while nobody stands there.
 */
final class LeaderWatch implements Observation {

    private final ZooKeeperSession session;
    private final ElectionName election;
    private final Runnable changed;
    private final Set<String> watched = new HashSet<>();
    private @Nullable Watcher watcher;
    private boolean arming;
    private boolean armed;
    private boolean again;
    private boolean closed;

    LeaderWatch(ZooKeeperSession session, ElectionName election, Runnable changed) {
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
        String queue = link.layout().queue(election);
        link.wire().list(queue, null, children -> {
            if (first[0] == Code.OK || first[0] == Code.NONODE) {
                armFirst(link, own, queue, children);
            } else {
                failed();
            }
        });
    }

    private void armFirst(Link link, Watcher own, String queue, Listed children) {
        if (children.code() == Code.NONODE) {
            watched.add(queue);
            link.wire().exists(queue, own, read -> armedUnless(read.code() == Code.OK, read.code(), link));
        } else if (children.code() != Code.OK) {
            failed();
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
            changed.run();
        } else {
            failed();
        }
    }

    private void failed() {
        arming = false;
        session.strand().later(session.request().requestTimeout(), this::retry);
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
