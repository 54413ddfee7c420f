// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.OfficeRecord;
import io.baton.spi.StoredText;
import io.baton.spi.support.Answer;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one candidacy takes office and leaves it. */
final class Office {

    private final Place place;
    private long token;

    Office(Place place) {
        this.place = place;
    }

    void take(EtcdSession.Open open, Answer answer, Bid bid) {
        if (!place.isFound()) {
            answer.give(to -> to.unknown(new IllegalStateException("a bid before the candidacy was found")));
            return;
        }
        token = bid.token();
        Fence fence = open.fence();
        List<Compare> when = List.of(
                stands(),
                Transaction.wasModifiedAt(
                        place.keys().floor(place.election()), bid.floor().version()),
                expected(bid));
        List<RequestOp> otherwise = new ArrayList<>(fence.read());
        otherwise.add(Transaction.get(place.key()));
        long sentAt = place.session().request().clock().nanos();
        place.txn(
                answer,
                place.session().bids(),
                new Batches.Shared(fence.stands(), List.of(fence.sign())),
                Transaction.of(when, List.of(Transaction.put(record(), text(token, false))), otherwise),
                response -> {
                    if (response.getSucceeded()) {
                        fence.signed(response.getHeader().getRevision());
                        answer.give(to -> to.inOffice(sentAt));
                    } else {
                        refused(fence, answer, response);
                    }
                });
    }

    private Compare stands() {
        return Transaction.wasCreatedAt(place.key(), place.orderValue());
    }

    private Compare expected(Bid bid) {
        OfficeRecord seen = bid.seen();
        return bid.expectsRelease()
                ? Transaction.is(record(), StoredText.office(seen.led(), seen.session(), seen.token(), true))
                : Transaction.wasModifiedAt(record(), seen.version());
    }

    private ByteString record() {
        return place.keys().office(place.election());
    }

    private byte[] text(long ofToken, boolean released) {
        return StoredText.office(place.orderValue(), place.session().name(), ofToken, released);
    }

    private void refused(Fence fence, Answer answer, TxnResponse response) {
        fence.judge(Transaction.one(response, 0), Transaction.one(response, 1));
        if (place.session().isOver()) {
            return;
        }
        if (Transaction.createdAt(Transaction.one(response, 2)) != place.orderValue()) {
            place.keyGone();
        } else {
            answer.give(CandidacyFacts::notInOffice);
        }
    }

    void release(Answer answer) {
        if (token == 0) {
            delete(answer, List.of());
        } else {
            leave(answer, Transaction.is(record(), text(token, false)), token);
        }
    }

    /** The note and the deletion in one, if the office record is as expected. */
    private void leave(Answer answer, Compare office, long ofToken) {
        place.txn(
                answer,
                Transaction.of(
                        List.of(stands(), office),
                        List.of(Transaction.put(record(), text(ofToken, true)), Transaction.delete(place.key())),
                        List.of(Transaction.get(place.key()), Transaction.get(record()))),
                response -> {
                    if (response.getSucceeded() || isGone(response)) {
                        place.keyGone();
                    } else {
                        resolve(answer, Transaction.one(response, 1));
                    }
                });
    }

    /** A taking of office of unknown outcome may have come, or may still come, until the candidacy is deleted. */
    private void resolve(Answer answer, Optional<KeyValue> office) {
        Compare unchanged = Transaction.wasModifiedAt(record(), Transaction.modifiedAt(office));
        office.flatMap(Office::readable)
                .filter(mine -> mine.led() == place.orderValue() && !mine.released())
                .ifPresentOrElse(
                        mine -> leave(answer, unchanged, mine.token()), () -> delete(answer, List.of(unchanged)));
    }

    // An unreadable record keeps everybody from leading; it need not keep this candidacy in the queue.
    private static Optional<OfficeRecord> readable(KeyValue read) {
        try {
            return Optional.of(Records.office(read));
        } catch (IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    private void delete(Answer answer, List<Compare> unchanged) {
        List<Compare> when = new ArrayList<>(unchanged);
        when.add(stands());
        place.txn(
                answer,
                Transaction.of(
                        when,
                        List.of(Transaction.delete(place.key())),
                        List.of(Transaction.get(place.key()), Transaction.get(record()))),
                response -> {
                    if (response.getSucceeded() || isGone(response)) {
                        place.keyGone();
                    } else {
                        resolve(answer, Transaction.one(response, 1));
                    }
                });
    }

    private boolean isGone(TxnResponse refused) {
        return Transaction.createdAt(Transaction.one(refused, 0)) != place.orderValue();
    }
}
