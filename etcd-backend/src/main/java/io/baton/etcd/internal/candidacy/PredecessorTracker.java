// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.Records;
import io.baton.spi.QueuePosition;
import io.baton.spi.QueuePosition.Predecessor;
import io.baton.spi.support.PendingAnswer;
import io.baton.spi.support.WatchedSessions.Interest;
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
 * Tracks which candidates are before the own one. The server sorts the queue on entry and when one of the two keys before the
 * own one is gone; in between only these two are compared, so that waiting costs the same in every queue.
 */
final class PredecessorTracker {

    private static final int NEAREST = 2;

    private final QueueEntry queueEntry;
    private final BidEntry bidEntry;
    private Optional<List<KeyValue>> before = Optional.empty();
    private @Nullable KeyWatch nearest;
    private Optional<Interest> interest = Optional.empty();

    PredecessorTracker(QueueEntry queueEntry, BidEntry bidEntry) {
        this.queueEntry = queueEntry;
        this.bidEntry = bidEntry;
    }

    /**
     * What was read at one revision.
     *
     * @param before the keys before the own one, the nearest first, foreign keys among them
     * @param all whether no other key is before the own one
     */
    record Seen(
            long revision, Optional<KeyValue> floor, Optional<KeyValue> leader, List<KeyValue> before, boolean all) {

        static Seen of(TxnResponse response, int firstRecord, List<KeyValue> before, boolean all) {
            return new Seen(
                    response.getHeader().getRevision(),
                    Txns.one(response, firstRecord),
                    Txns.one(response, firstRecord + 1),
                    before,
                    all);
        }
    }

    /** What a check finds if no event was lost; nothing if the candidacy is told of a change in any case, or has left. */
    Optional<PositionChecks.Expected> expected() {
        return queueEntry.isGone() || !queueEntry.isFound()
                ? Optional.empty()
                : before.filter(keys -> !keys.isEmpty()).map(keys -> new PositionChecks.Expected(queueEntry, keys));
    }

    void look(PendingAnswer pendingAnswer) {
        if (before.isEmpty()) {
            readQueue(pendingAnswer, NEAREST);
            return;
        }
        List<KeyValue> kept = before.get();
        List<Compare> unchanged = new ArrayList<>();
        unchanged.add(Txns.wasCreatedAt(queueEntry.key(), queueEntry.orderValue()));
        for (KeyValue key : kept) {
            unchanged.add(Txns.wasCreatedAt(key.getKey(), key.getCreateRevision()));
        }
        queueEntry.txn(pendingAnswer, Txns.of(unchanged, records(), List.of()), response -> {
            if (response.getSucceeded()) {
                judge(pendingAnswer, Seen.of(response, 0, kept, true));
            } else {
                readQueue(pendingAnswer, NEAREST);
            }
        });
    }

    /** @param most zero for all */
    private void readQueue(PendingAnswer pendingAnswer, int most) {
        RangeRequest.Builder queue = Txns.newestFirst(queueEntry.keys().queue(queueEntry.election()))
                .setMaxCreateRevision(queueEntry.orderValue() - 1)
                .setKeysOnly(true)
                .setLimit(most);
        List<RequestOp> reads = new ArrayList<>(records());
        reads.add(Txns.get(queueEntry.key()));
        reads.add(Txns.op(queue));
        queueEntry.txn(pendingAnswer, Txns.always(reads.toArray(RequestOp[]::new)), response -> {
            if (Txns.createdAt(Txns.one(response, 2)) != queueEntry.orderValue()) {
                queueEntry.keyGone();
                return;
            }
            List<KeyValue> found = response.getResponses(3).getResponseRange().getKvsList();
            judge(pendingAnswer, Seen.of(response, 0, found, most == 0 || found.size() < most));
        });
    }

    private List<RequestOp> records() {
        KeyPaths keyPaths = queueEntry.keys();
        return List.of(
                Txns.get(keyPaths.floor(queueEntry.election())),
                Txns.get(keyPaths.leaderRecord(queueEntry.election())));
    }

    /** Goes on with what was read, on entry or later. */
    void judge(PendingAnswer pendingAnswer, Seen seen) {
        ByteString queue = queueEntry.keys().queue(queueEntry.election());
        List<KeyValue> candidates = new ArrayList<>();
        for (KeyValue key : seen.before()) {
            if (KeyPaths.candidate(queue, key).isPresent()) {
                candidates.add(key);
            } else {
                queueEntry.session().members().skip(key.getKey());
            }
        }
        if (candidates.size() < seen.before().size() && !seen.all()) {
            // There may be candidates behind the foreign keys.
            readQueue(pendingAnswer, 0);
            return;
        }
        Records records;
        try {
            records = Records.of(queueEntry.election(), seen.floor(), seen.leader());
        } catch (IllegalStateException unreadable) {
            refuse(pendingAnswer, unreadable);
            return;
        }
        tell(pendingAnswer, seen.revision(), candidates.subList(0, Math.min(NEAREST, candidates.size())), records);
    }

    private void tell(PendingAnswer pendingAnswer, long revision, List<KeyValue> candidates, Records records) {
        watch(candidates.stream().findFirst(), revision);
        before = Optional.of(List.copyOf(candidates));
        Optional<Predecessor> predecessor = candidates.stream()
                .findFirst()
                .map(key -> new Predecessor(
                        key.getCreateRevision(), KeyPaths.session(key.getLease()), candidates.size() == 1));
        pendingAnswer.give(to -> to.position(
                new QueuePosition(queueEntry.orderValue(), predecessor, records.floor(), records.leader())));
        if (predecessor.isPresent()) {
            watchHeartbeats(predecessor.get().session(), revision);
        }
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
                        queueEntry.session(), known.getKey(), known.getCreateRevision(), revision, this::nearestGone))
                .orElse(null);
    }

    private void nearestGone() {
        nearest = null;
        before = Optional.empty();
        bidEntry.predecessorGone(this::tellGone);
    }

    private void tellGone() {
        if (!queueEntry.isGone() && !queueEntry.link().isOver()) {
            queueEntry.facts().predecessorGone();
        }
    }

    // Kept when no candidate is before the own one any more: the end of the last leader's session may still have to be
    // seen.
    private void watchHeartbeats(String session, long revision) {
        Optional<Interest> old = interest;
        interest = queueEntry.session().opened().map(open -> open.heartbeats().watch(session, revision));
        old.ifPresent(Interest::end);
    }

    private void refuse(PendingAnswer pendingAnswer, Throwable cause) {
        if (before.isPresent()) {
            pendingAnswer.give(to -> to.refused(cause));
        } else {
            queueEntry.refuse(pendingAnswer, cause);
        }
    }

    /** Gives up what is watched on behalf of the candidacy. */
    void end() {
        unwatch();
        interest.ifPresent(Interest::end);
        interest = Optional.empty();
    }

    private void unwatch() {
        if (nearest != null) {
            nearest.end();
        }
        nearest = null;
    }
}
