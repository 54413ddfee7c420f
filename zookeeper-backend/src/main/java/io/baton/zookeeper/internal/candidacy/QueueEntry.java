// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Backoff;
import io.baton.spi.support.RequestSlot;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionLink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/** The own entry of one candidacy in the queue: what is known of its node, and the request under way. */
final class QueueEntry {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final SessionLink session;
    private final ElectionName election;
    private final String tag;
    private final CandidacyFacts facts;
    private final RequestSlot slot;
    private final Runnable left;
    private @Nullable QueueNode node;
    private long orderValue;
    private boolean withdrawing;
    private boolean unwatched;
    private @Nullable Watcher watcher;

    /**
     * @param tag tells the candidacy's node from all others, also when the reply to its creation was lost
     * @param left runs when the node is known to be gone
     */
    QueueEntry(SessionLink session, ElectionName election, String tag, CandidacyFacts facts, Runnable left) {
        this.session = session;
        this.election = election;
        this.tag = tag;
        this.facts = facts;
        slot = new RequestSlot(facts, session.strand(), session.request().requestTimeout(), session::isOver);
        this.left = left;
    }

    ElectionName election() {
        return election;
    }

    String tag() {
        return tag;
    }

    Optional<QueueNode> node() {
        return Optional.ofNullable(node);
    }

    long orderValue() {
        return orderValue;
    }

    boolean isGone() {
        return slot.isGone();
    }

    /** Begins a request; its answer is due from now on. */
    void request(Consumer<CandidacyRequest> send) {
        slot.request(answer -> session.connected()
                .ifPresentOrElse(
                        context -> send.accept(new CandidacyRequest(session, context, answer)),
                        () -> answer.give(to -> to.unknown(new ConnectionLossException()))));
    }

    void found(QueueNode found, long czxid) {
        node = found;
        orderValue = czxid;
    }

    String nodeName() {
        if (node == null) {
            throw new IllegalStateException("no node yet");
        }
        return node.name();
    }

    String queue(SessionContext context) {
        return context.paths().queue(election);
    }

    String path(SessionContext context) {
        return queue(context) + "/" + nodeName();
    }

    /** The path of the node without the sequence that the server appends. */
    String prefix(SessionContext context) {
        return queue(context) + "/" + QueueNode.prefix(tag);
    }

    /** Hears of the node's end, however it comes. */
    void watch(SessionContext context) {
        if (isGone()) {
            return;
        }
        if (watcher == null) {
            watcher = context.zooKeeper().watcher(event -> onEvent(context, event));
        }
        unwatched = true;
        context.zooKeeper().existsAndWatch(path(context), watcher, this::watched);
    }

    private void watched(Read read) {
        if (read.code() == Code.NONODE) {
            nodeGone();
        } else if (read.code() == Code.OK) {
            unwatched = false;
        }
    }

    void reconnected(SessionContext context) {
        if (node != null && unwatched) {
            watch(context);
        }
    }

    /** The node does not exist and will not appear. */
    void nodeGone() {
        if (isGone() || withdrawing || session.isOver()) {
            return;
        }
        leave();
        slot.tellGone();
    }

    private void leave() {
        slot.leave();
        left.run();
    }

    /** The nearest predecessor's node does not exist any more. */
    void predecessorGone() {
        if (!isGone() && !session.isOver()) {
            facts.predecessorGone();
        }
    }

    /** The release of the predecessor will make this candidacy the leader. */
    void bidStands(long provenAt) {
        if (!isGone() && !session.isOver()) {
            facts.bidStands(provenAt);
        }
    }

    /** The release of the predecessor has made this candidacy the leader. */
    void bidCarriedOut(Bid bid, long provenAt) {
        if (!isGone() && !session.isOver()) {
            facts.bidCarriedOut(bid, provenAt);
        }
    }

    /** What the candidacy was told of its position may not be so any more. */
    void positionChanged() {
        if (!isGone() && !session.isOver()) {
            facts.positionChanged();
        }
    }

    /** Refuses an entry and takes back what it has left in the queue. */
    void refuse(CandidacyRequest entry, Throwable cause) {
        if (node == null) {
            leave();
            entry.refused(cause);
            return;
        }
        withdrawing = true;
        Backoff pauses = Backoff.within(session.request().leaseDuration(), FIRST_PAUSE);
        entry.zooKeeper().delete(path(entry.context()), code -> {
            withdrawn(entry.context(), pauses, code);
            entry.refused(cause);
        });
    }

    /** The node would keep all behind it waiting, the next candidacy of this process too. */
    private void withdraw(SessionContext context, Backoff pauses) {
        if (!session.isOver()) {
            context.zooKeeper().delete(path(context), code -> withdrawn(context, pauses, code));
        }
    }

    private void withdrawn(SessionContext context, Backoff pauses, Code code) {
        if (code == Code.OK || code == Code.NONODE) {
            withdrawing = false;
            leave();
        } else if (!session.isOver()) {
            Duration pause =
                    Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble()));
            session.strand().later(pause, () -> withdraw(context, pauses));
        }
    }

    void drop() {
        slot.drop();
    }

    private void onEvent(SessionContext context, EventType event) {
        if (event == EventType.NodeDeleted) {
            nodeGone();
        } else if (!isGone()) {
            watch(context);
        }
    }
}
