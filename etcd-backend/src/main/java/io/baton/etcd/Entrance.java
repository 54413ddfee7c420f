// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.Candidate;
import io.baton.spi.StoredText;
import io.baton.spi.support.Answer;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/** How a candidacy comes into the queue, and how it is found there when the answer was lost. */
final class Entrance {

    /** The own key, the two before it. */
    private static final int NEAREST = 3;

    private final Place place;
    private final Survey survey;
    private final Candidate candidate;
    private long revisionBefore;

    Entrance(Place place, Survey survey, Candidate candidate) {
        this.place = place;
        this.survey = survey;
        this.candidate = candidate;
    }

    void enter(EtcdSession.Open open, Answer answer) {
        EtcdSession session = place.session();
        revisionBefore = session.history().revision();
        place.txn(answer, session.entries(), Batches.Shared.NOTHING, transaction(open), response -> {
            if (response.getSucceeded()) {
                entered(answer, response);
            } else {
                open.guard().saw(Transaction.one(response, 0));
                Transaction.one(response, 1)
                        .ifPresentOrElse(
                                left -> clear(answer, left, () -> enter(open, answer)), () -> enterAgain(open, answer));
            }
        });
    }

    private void enterAgain(EtcdSession.Open open, Answer answer) {
        if (!place.session().isOver()) {
            enter(open, answer);
        }
    }

    private TxnRequest transaction(EtcdSession.Open open) {
        EtcdSession session = place.session();
        Keys keys = place.keys();
        byte[] data = StoredText.candidate(candidate, session.name());
        return Transaction.of(
                List.of(open.guard().stands(), Transaction.wasCreatedAt(place.key(), 0)),
                List.of(
                        Transaction.put(place.key(), data, session.lease()),
                        Records.createIfMissing(keys, place.election(), session.validityNanos()),
                        Transaction.get(keys.floor(place.election())),
                        Transaction.get(keys.office(place.election())),
                        Transaction.op(Transaction.newestFirst(keys.queue(place.election()))
                                .setKeysOnly(true)
                                .setLimit(NEAREST))),
                List.of(open.guard().read(), Transaction.get(place.key())));
    }

    private void entered(Answer answer, TxnResponse response) {
        long revision = response.getHeader().getRevision();
        place.found(revision, revision);
        List<KeyValue> newest = response.getResponses(4).getResponseRange().getKvsList();
        List<KeyValue> before = newest.stream()
                .filter(key -> key.getCreateRevision() < revision)
                .toList();
        survey.judge(answer, Survey.Seen.of(response, 2, before, newest.size() < NEAREST));
    }

    /** Finds the own key, or makes sure that there is none and that none will appear. */
    void find(EtcdSession.Open open, Answer answer, Runnable found) {
        if (place.isFound()) {
            found.run();
            return;
        }
        place.txn(answer, open.guard().rewriteThen(Transaction.get(place.key())), response -> {
            open.guard().rewritten(response);
            Optional<KeyValue> own = Transaction.one(response, 2);
            if (place.session().isOver()) {
                return;
            }
            if (own.isEmpty()) {
                place.keyGone();
            } else if (own.get().getCreateRevision() <= revisionBefore) {
                clear(answer, own.get(), place::keyGone);
            } else {
                place.found(own.get().getCreateRevision(), response.getHeader().getRevision());
                found.run();
            }
        });
    }

    /** Deletes what an earlier candidacy of this session could not: to go on with it would use its token twice. */
    private void clear(Answer answer, KeyValue left, Runnable then) {
        place.txn(
                answer,
                Transaction.of(
                        List.of(Transaction.wasCreatedAt(left.getKey(), left.getCreateRevision())),
                        List.of(Transaction.delete(left.getKey())),
                        List.of()),
                response -> then.run());
    }
}
