// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.SessionLink;
import io.baton.spi.support.CheckCollector;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes sure for many waiting candidacies at a time that no event was lost: one transaction that writes nothing compares the own keys, and
 * reads which of the keys before them are still there.
 */
public final class PositionChecks {

    /** etcd takes 128 comparisons and 128 operations in one transaction by default. */
    private static final int MOST_OPERATIONS = 120;

    private final SessionLink link;
    private final CheckCollector<PredecessorTracker> collector;

    public PositionChecks(SessionLink link) {
        this.link = link;
        collector = new CheckCollector<>(link.strand(), link.request().leaseDuration(), MOST_OPERATIONS, this::send);
    }

    /**
     * What stood when the candidacy was told its position.
     *
     * @param before the keys before the own one that the position rests on
     */
    record Expected(QueueEntry entry, List<KeyValue> before) {

        Expected {
            before = List.copyOf(before);
        }

        private void changed() {
            if (!entry.isGone()) {
                entry.facts().positionChanged();
            }
        }
    }

    /** Asks for a check. From any thread. */
    void add(PredecessorTracker candidacy) {
        link.strand().run(() -> collector.add(candidacy));
    }

    private void send(List<PredecessorTracker> candidacies) {
        List<Expected> together = new ArrayList<>();
        int operations = 0;
        for (PredecessorTracker each : candidacies) {
            Optional<Expected> expected = each.expected();
            if (expected.isEmpty()) {
                continue;
            }
            operations += expected.get().before().size();
            if (operations > MOST_OPERATIONS) {
                sendTogether(together);
                together = new ArrayList<>();
                operations = expected.get().before().size();
            }
            together.add(expected.get());
        }
        sendTogether(together);
    }

    private void sendTogether(List<Expected> checks) {
        if (checks.isEmpty() || link.isOver()) {
            return;
        }
        List<Compare> own = new ArrayList<>();
        List<RequestOp> before = new ArrayList<>();
        List<RequestOp> otherwise = new ArrayList<>();
        for (Expected check : checks) {
            own.add(Txns.wasCreatedAt(check.entry().key(), check.entry().orderValue()));
            otherwise.add(exists(check.entry().key()));
            check.before().forEach(key -> before.add(exists(key.getKey())));
        }
        link.txn(
                Txns.of(own, before, otherwise),
                response -> judge(checks, response),
                (cause, refused) -> unanswered(checks, refused));
    }

    private static RequestOp exists(ByteString key) {
        return Txns.op(RangeRequest.newBuilder().setKey(key).setKeysOnly(true));
    }

    private static void judge(List<Expected> checks, TxnResponse response) {
        if (!response.getSucceeded()) {
            judgeOwn(checks, response);
            return;
        }
        int operation = 0;
        for (Expected check : checks) {
            boolean same = true;
            for (KeyValue key : check.before()) {
                same &= Txns.createdAt(Txns.one(response, operation)) == key.getCreateRevision();
                operation++;
            }
            if (!same) {
                check.changed();
            }
        }
    }

    /** One of the own keys has gone; those before the others are checked next time. */
    private static void judgeOwn(List<Expected> checks, TxnResponse response) {
        for (int i = 0; i < checks.size(); i++) {
            if (Txns.createdAt(Txns.one(response, i)) != checks.get(i).entry().orderValue()) {
                checks.get(i).changed();
            }
        }
    }

    /**
     * A candidacy that looks for itself has the session learn that its member does not answer. A refusal concerns one of them, or says that
     * they are too many for one request.
     */
    private void unanswered(List<Expected> checks, boolean refused) {
        if (!refused || checks.size() == 1) {
            checks.get(0).changed();
            return;
        }
        sendTogether(checks.subList(0, checks.size() / 2));
        sendTogether(checks.subList(checks.size() / 2, checks.size()));
    }
}
