// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.Candidate;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Created;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.DirectoryListings;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.client.ZooKeeperErrors;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionContext;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/** Brings a candidacy into the queue, and finds it there when the reply was lost. */
final class QueueJoin {

    /** Beyond this the server's 32 bits are close to their end, where new nodes sort before old ones (ZOOKEEPER-4706). */
    private static final long LAST_SEQUENCE = Integer.MAX_VALUE - 1_000_000L;

    private final QueueEntry queueEntry;
    private final OpenSession session;
    private final PredecessorTracker predecessorTracker;
    private final Candidate candidate;
    private long newestBefore;
    private boolean admitted;

    QueueJoin(QueueEntry queueEntry, OpenSession session, PredecessorTracker predecessorTracker, Candidate candidate) {
        this.queueEntry = queueEntry;
        this.session = session;
        this.predecessorTracker = predecessorTracker;
        this.candidate = candidate;
    }

    void enter(CandidacyRequest request) {
        newestBefore = session.memory().newest();
        new Attempt(request).begin();
    }

    /** Finds the own node, or makes sure that there is none. */
    void find(CandidacyRequest request, Runnable found) {
        if (queueEntry.node().isPresent()) {
            admit(request, queueEntry.node().get(), found);
            return;
        }
        // Whatever was sent before is carried out before; what an earlier connection has left unread, the store
        // refuses.
        request.zooKeeper().multi(request.context().barrier(), barrier -> barrierSet(request, barrier));
        request.zooKeeper().ephemerals(queueEntry.prefix(request.context()), own -> choose(request, own, found));
    }

    private void barrierSet(CandidacyRequest request, TransactionAnswer barrier) {
        if (barrier.code() == Code.NONODE) {
            session.link().lost("its fence node was deleted");
        } else if (barrier.code() != Code.OK) {
            request.failed(barrier.code(), request.context().ownFence());
        }
    }

    private void choose(CandidacyRequest request, Listed own, Runnable found) {
        if (!request.isOpen()) {
            return;
        }
        Optional<QueueNode> node = QueueNode.tagged(own.names(), queueEntry.tag());
        if (own.code() != Code.OK) {
            request.failed(own.code(), queueEntry.prefix(request.context()));
        } else if (node.isEmpty()) {
            queueEntry.nodeGone();
        } else {
            adopt(request, node.get(), found);
        }
    }

    private void adopt(CandidacyRequest request, QueueNode node, Runnable found) {
        String path = queueEntry.queue(request.context()) + "/" + node.name();
        request.zooKeeper().exists(path, read -> {
            if (read.code() == Code.NONODE) {
                queueEntry.nodeGone();
            } else if (read.code() != Code.OK) {
                request.failed(read.code(), path);
            } else {
                queueEntry.found(node, read.requireStat().getCzxid());
                admit(request, node, found);
            }
        });
    }

    private void admit(CandidacyRequest request, QueueNode node, Runnable then) {
        if (admitted) {
            then.run();
        } else if (node.sequence() > LAST_SEQUENCE) {
            queueEntry.refuse(
                    request,
                    new IllegalStateException("the election's directory " + queueEntry.queue(request.context())
                            + " has used up its sequence numbers. Stop all candidates of the election, delete the"
                            + " directory and start them again; the tokens go on rising"));
        } else if (queueEntry.orderValue() <= newestBefore) {
            queueEntry.refuse(
                    request,
                    new IllegalStateException("the order values of the store have gone back: this connection has seen "
                            + newestBefore + ", and now gets " + queueEntry.orderValue()
                            + ". It was restored or replaced. Raise the token floor of every election above the"
                            + " greatest token ever used, then restart this process"));
        } else {
            admitted = true;
            session.memory().saw(queueEntry.orderValue());
            then.run();
        }
    }

    /** One create with what is read behind it, sent together. */
    private final class Attempt implements QueueCreation.Outcome {

        private final CandidacyRequest request;
        private final SessionContext context;
        private final String queue;
        private final byte[] data;
        private Created created = new Created(Code.SYSTEMERROR, "", null);
        private Optional<Listed> listed = Optional.empty();

        Attempt(CandidacyRequest request) {
            this.request = request;
            context = request.context();
            queue = queueEntry.queue(context);
            data = RecordCodec.candidate(candidate, context.session());
        }

        void begin() {
            DirectoryListings listings = session.listings();
            context.create(queueEntry.prefix(context), data, CreateMode.EPHEMERAL_SEQUENTIAL, this::created);
            if (listings.isKnownToBeSmall(request.zooKeeper(), queue)) {
                listings.list(request.zooKeeper(), queue, this::listed);
            } else {
                request.zooKeeper().exists(queue, this::counted);
            }
            ElectionRecords.read(context, queueEntry.election(), this::read);
        }

        private void created(Created result) {
            created = result;
            Stat stat = result.stat();
            if (result.code() == Code.OK && stat != null && !queueEntry.isGone()) {
                QueueNode.parse(QueueNode.nameOf(result.path()))
                        .ifPresent(node -> queueEntry.found(node, stat.getCzxid()));
            }
        }

        private void listed(Listed children) {
            listed = Optional.of(children);
        }

        /** A candidate that stands alone need not list. */
        private void counted(Read read) {
            if (read.code() != Code.OK) {
                return;
            }
            int children = read.requireStat().getNumChildren();
            session.listings().counted(queue, children);
            if (children == 1 && queueEntry.node().isPresent()) {
                listed(new Listed(Code.OK, List.of(queueEntry.nodeName())));
            }
        }

        private void read(ElectionRecords.Pair records) {
            if (!request.isOpen()) {
                return;
            }
            if (created.code() == Code.NONODE) {
                makeQueue(records);
            } else if (ZooKeeperErrors.isRefusal(created.code())) {
                queueEntry.refuse(request, ZooKeeperErrors.of(created.code(), queue));
            } else if (created.code() != Code.OK) {
                request.failed(created.code(), queue);
            } else {
                QueueNode node = queueEntry.node().orElseThrow(this::unreadable);
                admit(request, node, () -> look(records));
            }
        }

        private void look(ElectionRecords.Pair records) {
            if (listed.isPresent()) {
                predecessorTracker.begin(request, listed.get(), records);
            } else {
                predecessorTracker.look(request);
            }
        }

        private IllegalStateException unreadable() {
            return new IllegalStateException(
                    "the server has made a node with a name that it was not asked for: " + created.path());
        }

        private void makeQueue(ElectionRecords.Pair records) {
            boolean none =
                    records.floor().code() == Code.NONODE && records.leader().code() == Code.NONODE;
            Optional<ElectionRecords.Created> newRecords = none
                    ? Optional.of(new ElectionRecords.Created(context, queueEntry.election(), session.validityNanos()))
                    : Optional.empty();
            new QueueCreation(queueEntry, request, newRecords, this).begin(data);
        }

        @Override
        public void created(QueueNode node, ElectionRecords.Pair records) {
            session.listings().counted(queue, 1);
            listed(new Listed(Code.OK, List.of(node.name())));
            admit(request, node, () -> look(records));
        }

        @Override
        public void existsByNow() {
            if (request.isOpen()) {
                enter(request);
            }
        }
    }
}
