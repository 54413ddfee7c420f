// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import io.baton.Candidate;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.OpenSession;
import io.baton.etcd.internal.session.Records;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.etcd.internal.session.TxnBatcher;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingAnswer;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/** Puts a candidacy into the queue, and finds it there when the answer was lost. */
final class QueueJoin {

    /** The own key, the two before it. */
    private static final int NEAREST = 3;

    private final QueueEntry queueEntry;
    private final PredecessorTracker predecessorTracker;
    private final Candidate candidate;
    private long revisionBefore;

    QueueJoin(QueueEntry queueEntry, PredecessorTracker predecessorTracker, Candidate candidate) {
        this.queueEntry = queueEntry;
        this.predecessorTracker = predecessorTracker;
        this.candidate = candidate;
    }

    void enter(OpenSession open, PendingAnswer pendingAnswer) {
        SessionContext session = queueEntry.session();
        revisionBefore = queueEntry.link().knownRevision();
        queueEntry.txn(pendingAnswer, session.entries(), TxnBatcher.Shared.NOTHING, transaction(open), response -> {
            if (response.getSucceeded()) {
                entered(pendingAnswer, response);
            } else {
                open.guard().saw(Txns.one(response, 0));
                Optional<KeyValue> left = Txns.one(response, 1);
                if (left.isPresent()) {
                    clear(pendingAnswer, left.get(), () -> enter(open, pendingAnswer));
                } else {
                    enterAgain(open, pendingAnswer);
                }
            }
        });
    }

    private void enterAgain(OpenSession open, PendingAnswer pendingAnswer) {
        if (!queueEntry.link().isOver()) {
            enter(open, pendingAnswer);
        }
    }

    private TxnRequest transaction(OpenSession open) {
        SessionContext session = queueEntry.session();
        KeyPaths keyPaths = queueEntry.keys();
        byte[] data = RecordCodec.candidate(candidate, queueEntry.link().name());
        return Txns.of(
                List.of(open.guard().unchanged(), Txns.wasCreatedAt(queueEntry.key(), 0)),
                List.of(
                        Txns.put(queueEntry.key(), data, queueEntry.link().lease()),
                        Records.createIfMissing(keyPaths, queueEntry.election(), session.validityNanos()),
                        Txns.get(keyPaths.floor(queueEntry.election())),
                        Txns.get(keyPaths.leaderRecord(queueEntry.election())),
                        Txns.op(Txns.newestFirst(keyPaths.queue(queueEntry.election()))
                                .setKeysOnly(true)
                                .setLimit(NEAREST))),
                List.of(open.guard().read(), Txns.get(queueEntry.key())));
    }

    private void entered(PendingAnswer pendingAnswer, TxnResponse response) {
        long revision = response.getHeader().getRevision();
        queueEntry.found(revision, revision);
        List<KeyValue> newest = response.getResponses(4).getResponseRange().getKvsList();
        List<KeyValue> before = newest.stream()
                .filter(key -> key.getCreateRevision() < revision)
                .toList();
        predecessorTracker.judge(
                pendingAnswer, PredecessorTracker.Seen.of(response, 2, before, newest.size() < NEAREST));
    }

    /** Finds the own key, or makes sure that there is none and that none will appear. */
    void find(OpenSession open, PendingAnswer pendingAnswer, Runnable found) {
        if (queueEntry.isFound()) {
            found.run();
            return;
        }
        queueEntry.txn(pendingAnswer, open.guard().rewriteThen(Txns.get(queueEntry.key())), response -> {
            open.guard().rewritten(response);
            Optional<KeyValue> own = Txns.one(response, 2);
            if (queueEntry.link().isOver()) {
                return;
            }
            if (own.isEmpty()) {
                queueEntry.keyGone();
            } else if (own.get().getCreateRevision() <= revisionBefore) {
                clear(pendingAnswer, own.get(), queueEntry::keyGone);
            } else {
                queueEntry.found(
                        own.get().getCreateRevision(), response.getHeader().getRevision());
                found.run();
            }
        });
    }

    /** Deletes the key that an earlier candidacy of this session could not delete: its token must not be used twice. */
    private void clear(PendingAnswer pendingAnswer, KeyValue left, Runnable then) {
        queueEntry.txn(
                pendingAnswer,
                Txns.of(
                        List.of(Txns.wasCreatedAt(left.getKey(), left.getCreateRevision())),
                        List.of(Txns.delete(left.getKey())),
                        List.of()),
                response -> then.run());
    }
}
