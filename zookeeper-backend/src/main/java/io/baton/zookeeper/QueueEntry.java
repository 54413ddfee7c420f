// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Backoff;
import io.baton.spi.support.PendingAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/** The own place of one candidacy in the queue: what is known of its node, and the request under way. */
final class QueueEntry {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final OpenSession session;
    private final ElectionName election;
    private final String tag;
    private final CandidacyFacts facts;
    private @Nullable QueueNode node;
    private long orderValue;
    private boolean gone;
    private boolean withdrawing;
    private boolean unwatched;
    private @Nullable Watcher watcher;
    private @Nullable PendingAnswer pendingAnswer;

    /** @param tag tells the candidacy's node from all others, also when the reply to its creation was lost */
    QueueEntry(OpenSession session, ElectionName election, String tag, CandidacyFacts facts) {
        this.session = session;
        this.election = election;
        this.tag = tag;
        this.facts = facts;
    }

    OpenSession session() {
        return session;
    }

    ElectionName election() {
        return election;
    }

    String tag() {
        return tag;
    }

    CandidacyFacts facts() {
        return facts;
    }

    Optional<QueueNode> node() {
        return Optional.ofNullable(node);
    }

    long orderValue() {
        return orderValue;
    }

    boolean isGone() {
        return gone;
    }

    /** Begins a request; its answer is due from now on. */
    void request(BiConsumer<SessionContext, PendingAnswer> send) {
        session.strand().run(() -> {
            if (session.isOver()) {
                return;
            }
            PendingAnswer begun =
                    new PendingAnswer(facts, session.strand(), session.request().requestTimeout());
            if (pendingAnswer != null) {
                pendingAnswer.drop();
            }
            pendingAnswer = begun;
            SessionContext sessionContext = session.context();
            if (gone) {
                begun.give(CandidacyFacts::gone);
            } else if (sessionContext == null || !session.isConnected()) {
                begun.give(to -> to.unknown(new ConnectionLossException()));
            } else {
                send.accept(sessionContext, begun);
            }
        });
    }

    void found(QueueNode found, long czxid) {
        node = found;
        orderValue = czxid;
    }

    String nodeName() {
        return node().orElseThrow(() -> new IllegalStateException("no node yet"))
                .name();
    }

    String path(SessionContext sessionContext) {
        return sessionContext.paths().queue(election) + "/" + nodeName();
    }

    /** Hears of the node's end, however it comes. */
    void watch(SessionContext sessionContext) {
        if (gone) {
            return;
        }
        if (watcher == null) {
            watcher = sessionContext.wire().watcher(event -> onEvent(sessionContext, event));
        }
        unwatched = true;
        sessionContext.wire().exists(path(sessionContext), watcher, read -> {
            if (read.code() == Code.NONODE) {
                nodeGone();
            } else if (read.code() == Code.OK) {
                unwatched = false;
            }
        });
    }

    void reconnected(SessionContext sessionContext) {
        if (node != null && unwatched) {
            watch(sessionContext);
        }
    }

    /** The node does not exist and will not appear. */
    void nodeGone() {
        if (gone || withdrawing || session.isOver()) {
            return;
        }
        gone = true;
        session.left(this);
        if (pendingAnswer != null && pendingAnswer.isOpen()) {
            pendingAnswer.give(CandidacyFacts::gone);
        } else {
            facts.gone();
        }
    }

    /** Answers with an error of the store. */
    void failed(PendingAnswer to, Code code, String path) {
        session.check(code);
        Exception cause = ZooKeeperErrors.of(code, path);
        to.give(ZooKeeperErrors.isRefusal(code) ? facts -> facts.refused(cause) : facts -> facts.unknown(cause));
    }

    /** Refuses an entry and takes back what it has left in the queue. */
    void refuse(SessionContext sessionContext, PendingAnswer entry, Throwable cause) {
        if (node == null) {
            gone = true;
            session.left(this);
            entry.give(to -> to.refused(cause));
            return;
        }
        withdrawing = true;
        withdraw(
                sessionContext,
                Backoff.within(sessionContext.request().leaseDuration(), FIRST_PAUSE),
                () -> entry.give(to -> to.refused(cause)));
    }

    /** The node would keep all behind it waiting, the next candidacy of this process too. */
    private void withdraw(SessionContext sessionContext, Backoff pauses, Runnable answered) {
        sessionContext.wire().delete(path(sessionContext), code -> {
            if (code == Code.OK || code == Code.NONODE) {
                withdrawing = false;
                gone = true;
                session.left(this);
            } else if (!session.isOver()) {
                Duration pause =
                        Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble()));
                session.strand().later(pause, () -> {
                    if (!session.isOver()) {
                        withdraw(sessionContext, pauses, () -> {});
                    }
                });
            }
            answered.run();
        });
    }

    void drop() {
        if (pendingAnswer != null) {
            pendingAnswer.drop();
        }
    }

    private void onEvent(SessionContext sessionContext, EventType event) {
        if (event == EventType.NodeDeleted) {
            nodeGone();
        } else if (!gone) {
            watch(sessionContext);
        }
    }
}
