// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Answer;
import io.baton.spi.support.Backoff;
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
final class Place {

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
    private @Nullable Answer answer;

    /** @param tag tells the candidacy's node from all others, also when the reply to its creation was lost */
    Place(OpenSession session, ElectionName election, String tag, CandidacyFacts facts) {
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
    void request(BiConsumer<Link, Answer> send) {
        session.strand().run(() -> {
            if (session.isOver()) {
                return;
            }
            Answer begun = new Answer(facts, session.strand(), session.request().requestTimeout());
            if (answer != null) {
                answer.drop();
            }
            answer = begun;
            Link link = session.link();
            if (gone) {
                begun.give(CandidacyFacts::gone);
            } else if (link == null || !session.isConnected()) {
                begun.give(to -> to.unknown(new ConnectionLossException()));
            } else {
                send.accept(link, begun);
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

    String path(Link link) {
        return link.layout().queue(election) + "/" + nodeName();
    }

    /** Hears of the node's end, however it comes. */
    void watch(Link link) {
        if (gone) {
            return;
        }
        if (watcher == null) {
            watcher = link.wire().watcher(event -> onEvent(link, event));
        }
        unwatched = true;
        link.wire().exists(path(link), watcher, read -> {
            if (read.code() == Code.NONODE) {
                nodeGone();
            } else if (read.code() == Code.OK) {
                unwatched = false;
            }
        });
    }

    void reconnected(Link link) {
        if (node != null && unwatched) {
            watch(link);
        }
    }

    /** The node does not exist and will not appear. */
    void nodeGone() {
        if (gone || withdrawing || session.isOver()) {
            return;
        }
        gone = true;
        session.left(this);
        if (answer != null && answer.isOpen()) {
            answer.give(CandidacyFacts::gone);
        } else {
            facts.gone();
        }
    }

    /** Answers with an error of the store. */
    void failed(Answer to, Code code, String path) {
        session.check(code);
        Exception cause = Trouble.of(code, path);
        to.give(Trouble.isRefusal(code) ? facts -> facts.refused(cause) : facts -> facts.unknown(cause));
    }

    /** Refuses an entry and takes back what it has left in the queue. */
    void refuse(Link link, Answer entry, Throwable cause) {
        if (node == null) {
            gone = true;
            session.left(this);
            entry.give(to -> to.refused(cause));
            return;
        }
        withdrawing = true;
        withdraw(
                link,
                Backoff.within(link.request().leaseDuration(), FIRST_PAUSE),
                () -> entry.give(to -> to.refused(cause)));
    }

    /** The node would keep all behind it waiting, the next candidacy of this process too. */
    private void withdraw(Link link, Backoff pauses, Runnable answered) {
        link.wire().delete(path(link), code -> {
            if (code == Code.OK || code == Code.NONODE) {
                withdrawing = false;
                gone = true;
                session.left(this);
            } else if (!session.isOver()) {
                Duration pause =
                        Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble()));
                session.strand().later(pause, () -> {
                    if (!session.isOver()) {
                        withdraw(link, pauses, () -> {});
                    }
                });
            }
            answered.run();
        });
    }

    void drop() {
        if (answer != null) {
            answer.drop();
        }
    }

    private void onEvent(Link link, EventType event) {
        if (event == EventType.NodeDeleted) {
            nodeGone();
        } else if (!gone) {
            watch(link);
        }
    }
}
