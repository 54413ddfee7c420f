// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.Candidate;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingAnswer;
import io.baton.zookeeper.AsyncZooKeeper.Created;
import io.baton.zookeeper.AsyncZooKeeper.Listed;
import io.baton.zookeeper.AsyncZooKeeper.Read;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/** How a candidacy comes into the queue, and how it is found there when the reply was lost. */
final class QueueJoin {

    /** Beyond this the server's 32 bits are close to their end, where new nodes sort before old ones (ZOOKEEPER-4706). */
    private static final long LAST_SEQUENCE = Integer.MAX_VALUE - 1_000_000L;

    private final QueueEntry queueEntry;
    private final PredecessorTracker predecessorTracker;
    private final Candidate candidate;
    private long newestBefore;
    private boolean admitted;

    QueueJoin(QueueEntry queueEntry, PredecessorTracker predecessorTracker, Candidate candidate) {
        this.queueEntry = queueEntry;
        this.predecessorTracker = predecessorTracker;
        this.candidate = candidate;
    }

    void enter(SessionContext sessionContext, PendingAnswer pendingAnswer) {
        newestBefore = queueEntry.session().memory().newest();
        Attempt attempt = new Attempt(sessionContext, pendingAnswer);
        String queue = sessionContext.paths().queue(queueEntry.election());
        String path = queue + "/" + QueueNode.prefix(queueEntry.tag());
        byte[] data = RecordCodec.candidate(candidate, sessionContext.session());
        Listings listings = queueEntry.session().listings();
        sessionContext.create(path, data, CreateMode.EPHEMERAL_SEQUENTIAL, attempt::created);
        if (listings.isKnownToBeSmall(sessionContext, queue)) {
            listings.list(sessionContext, queue, listed -> attempt.listed = Optional.of(listed), () -> {});
        } else {
            sessionContext.wire().exists(queue, null, read -> attempt.counted(queue, read));
        }
        Records.read(sessionContext, queueEntry.election(), attempt::read);
    }

    /** Finds the own node, or makes sure that there is none. */
    void find(SessionContext sessionContext, PendingAnswer pendingAnswer, Runnable found) {
        Optional<QueueNode> known = queueEntry.node();
        if (known.isPresent()) {
            admit(sessionContext, pendingAnswer, known.get(), found);
            return;
        }
        // Whatever was sent before is carried out before; what an earlier connection has left unread, the store
        // refuses.
        sessionContext.wire().multi(sessionContext.barrier(), barrier -> {
            if (barrier.code() == Code.NONODE) {
                queueEntry.session().lost("its fence node was deleted");
            } else if (barrier.code() != Code.OK) {
                queueEntry.failed(pendingAnswer, barrier.code(), sessionContext.ownFence());
            }
        });
        String prefix = sessionContext.paths().queue(queueEntry.election()) + "/" + QueueNode.prefix(queueEntry.tag());
        sessionContext.wire().ephemerals(prefix, own -> {
            if (!pendingAnswer.isOpen()) {
                return;
            }
            Optional<QueueNode> node = QueueNode.tagged(own.names().stream(), queueEntry.tag());
            if (own.code() != Code.OK) {
                queueEntry.failed(pendingAnswer, own.code(), prefix);
            } else if (node.isEmpty()) {
                queueEntry.nodeGone();
            } else {
                adopt(sessionContext, pendingAnswer, node.get(), found);
            }
        });
    }

    private void adopt(SessionContext sessionContext, PendingAnswer pendingAnswer, QueueNode node, Runnable found) {
        String path = sessionContext.paths().queue(queueEntry.election()) + "/" + node.name();
        sessionContext.wire().exists(path, null, read -> {
            if (read.code() == Code.NONODE) {
                queueEntry.nodeGone();
            } else if (read.code() != Code.OK) {
                queueEntry.failed(pendingAnswer, read.code(), path);
            } else {
                queueEntry.found(node, read.requireStat().getCzxid());
                admit(sessionContext, pendingAnswer, node, found);
            }
        });
    }

    private void admit(SessionContext sessionContext, PendingAnswer pendingAnswer, QueueNode node, Runnable then) {
        if (admitted) {
            then.run();
        } else if (node.sequence() > LAST_SEQUENCE) {
            queueEntry.refuse(
                    sessionContext,
                    pendingAnswer,
                    new IllegalStateException("the election's directory "
                            + sessionContext.paths().queue(queueEntry.election())
                            + " has used up its sequence numbers. Stop all candidates of the election, delete the"
                            + " directory and start them again; the tokens go on rising"));
        } else if (queueEntry.orderValue() <= newestBefore) {
            queueEntry.refuse(
                    sessionContext,
                    pendingAnswer,
                    new IllegalStateException("the order values of the store have gone back: this connection has seen "
                            + newestBefore + ", and now gets " + queueEntry.orderValue()
                            + ". It was restored or replaced. Raise the token floor of every election above the"
                            + " greatest token ever used, then restart this process"));
        } else {
            admitted = true;
            queueEntry.session().memory().saw(queueEntry.orderValue());
            then.run();
        }
    }

    /** One create with what is read behind it, sent together. */
    private final class Attempt {

        private final SessionContext sessionContext;
        private final PendingAnswer pendingAnswer;
        private Created created = new Created(Code.SYSTEMERROR, "", null);
        private Optional<Listed> listed = Optional.empty();

        Attempt(SessionContext sessionContext, PendingAnswer pendingAnswer) {
            this.sessionContext = sessionContext;
            this.pendingAnswer = pendingAnswer;
        }

        void created(Created result) {
            created = result;
            Stat stat = result.stat();
            if (result.code() == Code.OK && stat != null && !queueEntry.isGone()) {
                QueueNode.parse(QueueNode.nameOf(result.path()))
                        .ifPresent(node -> queueEntry.found(node, stat.getCzxid()));
            }
        }

        void read(Records.Pair records) {
            if (!pendingAnswer.isOpen()) {
                return;
            }
            if (created.code() == Code.NONODE) {
                makeQueue();
            } else if (ZooKeeperErrors.isRefusal(created.code())) {
                queueEntry.refuse(
                        sessionContext,
                        pendingAnswer,
                        ZooKeeperErrors.of(
                                created.code(), sessionContext.paths().queue(queueEntry.election())));
            } else if (created.code() != Code.OK) {
                queueEntry.failed(
                        pendingAnswer, created.code(), sessionContext.paths().queue(queueEntry.election()));
            } else {
                QueueNode node = queueEntry.node().orElseThrow(() -> unreadable(created.path()));
                admit(sessionContext, pendingAnswer, node, () -> survey(records));
            }
        }

        private void survey(Records.Pair records) {
            listed.ifPresentOrElse(
                    children -> predecessorTracker.begin(sessionContext, pendingAnswer, children, records),
                    () -> predecessorTracker.look(sessionContext, pendingAnswer));
        }

        /** Who stands alone need not list. */
        private void counted(String queue, Read read) {
            if (read.code() == Code.OK) {
                int children = read.requireStat().getNumChildren();
                queueEntry.session().listings().counted(queue, children);
                queueEntry
                        .node()
                        .filter(own -> children == 1)
                        .ifPresent(own -> listed = Optional.of(new Listed(Code.OK, List.of(own.name()))));
            }
        }

        private IllegalStateException unreadable(String path) {
            return new IllegalStateException(
                    "the server has made a node with a name that it was not asked for: " + path);
        }

        // A container goes when it is empty, as under a LeaderLatch; only the records have to stay.
        private void makeQueue() {
            String queue = sessionContext.paths().queue(queueEntry.election());
            sessionContext.create(queue, new byte[0], CreateMode.CONTAINER, made -> {
                if (!pendingAnswer.isOpen()) {
                    return;
                }
                if (made.code() == Code.OK || made.code() == Code.NODEEXISTS) {
                    enter(sessionContext, pendingAnswer);
                } else if (made.code() == Code.NONODE) {
                    RootDirectories.create(
                            sessionContext,
                            () -> enter(sessionContext, pendingAnswer),
                            code -> queueEntry.failed(pendingAnswer, code, queue));
                } else if (ZooKeeperErrors.isRefusal(made.code())) {
                    queueEntry.refuse(sessionContext, pendingAnswer, ZooKeeperErrors.of(made.code(), queue));
                } else {
                    queueEntry.failed(pendingAnswer, made.code(), queue);
                }
            });
        }
    }
}
