// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import io.baton.spi.Standing;
import io.baton.spi.Standing.Predecessor;
import io.baton.spi.support.Answer;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a candidacy stands. The server sorts the queue on entry and when one of the two places before the own one is gone; in
 * between only these two are compared, so that waiting costs the same in every queue.
 */
final class Survey {

    private static final int NEAREST = 2;

    private final Place place;
    private Optional<List<KeyValue>> before = Optional.empty();
    private @Nullable KeyWatch nearest;
    private Optional<SignWatches.Interest> interest = Optional.empty();

    Survey(Place place) {
        this.place = place;
    }

    /**
     * What was read at one revision.
     *
     * @param before the keys before the own one, the nearest first, strangers among them
     * @param all whether there are no others before the own key
     */
    record Seen(
            long revision, Optional<KeyValue> floor, Optional<KeyValue> office, List<KeyValue> before, boolean all) {

        static Seen of(TxnResponse response, int firstRecord, List<KeyValue> before, boolean all) {
            return new Seen(
                    response.getHeader().getRevision(),
                    Transaction.one(response, firstRecord),
                    Transaction.one(response, firstRecord + 1),
                    before,
                    all);
        }
    }

    void look(Answer answer) {
        if (before.isEmpty()) {
            survey(answer, NEAREST);
            return;
        }
        List<KeyValue> kept = before.get();
        List<Compare> unchanged = new ArrayList<>();
        unchanged.add(Transaction.wasCreatedAt(place.key(), place.orderValue()));
        kept.forEach(key -> unchanged.add(Transaction.wasCreatedAt(key.getKey(), key.getCreateRevision())));
        place.txn(answer, Transaction.of(unchanged, records(), List.of()), response -> {
            if (response.getSucceeded()) {
                judge(answer, Seen.of(response, 0, kept, true));
            } else {
                survey(answer, NEAREST);
            }
        });
    }

    /** @param most zero for all */
    private void survey(Answer answer, int most) {
        RangeRequest.Builder queue = Transaction.newestFirst(place.keys().queue(place.election()))
                .setMaxCreateRevision(place.orderValue() - 1)
                .setKeysOnly(true)
                .setLimit(most);
        List<RequestOp> reads = new ArrayList<>(records());
        reads.add(Transaction.get(place.key()));
        reads.add(Transaction.op(queue));
        place.txn(answer, Transaction.always(reads.toArray(RequestOp[]::new)), response -> {
            if (Transaction.createdAt(Transaction.one(response, 2)) != place.orderValue()) {
                place.keyGone();
                return;
            }
            List<KeyValue> found = response.getResponses(3).getResponseRange().getKvsList();
            judge(answer, Seen.of(response, 0, found, most == 0 || found.size() < most));
        });
    }

    private List<RequestOp> records() {
        Keys keys = place.keys();
        return List.of(Transaction.get(keys.floor(place.election())), Transaction.get(keys.office(place.election())));
    }

    /** Goes on with what was read, on entry or later. */
    void judge(Answer answer, Seen seen) {
        ByteString queue = place.keys().queue(place.election());
        List<KeyValue> candidates = new ArrayList<>();
        for (KeyValue key : seen.before()) {
            if (Keys.candidate(queue, key).isPresent()) {
                candidates.add(key);
            } else {
                place.session().roster().skip(key.getKey());
            }
        }
        if (candidates.size() < seen.before().size() && !seen.all()) {
            // Behind the strangers there may be candidates.
            survey(answer, 0);
            return;
        }
        Records records;
        try {
            records = Records.of(place.election(), seen.floor(), seen.office());
        } catch (IllegalStateException unreadable) {
            refuse(answer, unreadable);
            return;
        }
        tell(answer, seen.revision(), candidates.subList(0, Math.min(NEAREST, candidates.size())), records);
    }

    private void tell(Answer answer, long revision, List<KeyValue> candidates, Records records) {
        watch(candidates.stream().findFirst(), revision);
        before = Optional.of(List.copyOf(candidates));
        Optional<Predecessor> predecessor = candidates.stream()
                .findFirst()
                .map(key ->
                        new Predecessor(key.getCreateRevision(), Keys.session(key.getLease()), candidates.size() == 1));
        answer.give(
                to -> to.standing(new Standing(place.orderValue(), predecessor, records.floor(), records.office())));
        predecessor.ifPresent(known -> watchSigns(known.session(), revision));
    }

    private void watch(Optional<KeyValue> key, long revision) {
        Optional<KeyValue> old = before.flatMap(known -> known.stream().findFirst());
        boolean same =
                nearest != null && key.map(KeyValue::getCreateRevision).equals(old.map(KeyValue::getCreateRevision));
        if (same) {
            return;
        }
        unwatch();
        nearest = key.map(known -> KeyWatch.begin(
                        place.session(), known.getKey(), known.getCreateRevision(), revision, this::nearestGone))
                .orElse(null);
    }

    private void nearestGone() {
        nearest = null;
        before = Optional.empty();
        if (!place.isGone() && !place.session().isOver()) {
            place.facts().predecessorGone();
        }
    }

    // Kept when no candidate stands before any more: the end of the last leader's session may still have to be seen.
    private void watchSigns(String session, long revision) {
        Optional<SignWatches.Interest> old = interest;
        interest = place.session().opened().map(open -> open.signs().watch(session, revision));
        old.ifPresent(SignWatches.Interest::end);
    }

    private void refuse(Answer answer, Throwable cause) {
        if (before.isPresent()) {
            answer.give(to -> to.refused(cause));
        } else {
            place.refuse(answer, cause);
        }
    }

    /** Gives up what is watched on behalf of the candidacy. */
    void end() {
        unwatch();
        interest.ifPresent(SignWatches.Interest::end);
        interest = Optional.empty();
    }

    private void unwatch() {
        if (nearest != null) {
            nearest.end();
        }
        nearest = null;
    }
}
