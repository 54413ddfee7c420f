// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.TxnBatcher;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys in which the store may have a bid of one candidacy. What is not removed because the store does not answer goes with the session. */
final class BidKeys {

    /** What is of no use any more goes when the hand-over is over, together with others. */
    private static final Duration REMOVED_AFTER = Duration.ofSeconds(1);

    private static final long UNKNOWN = 0;

    private final QueueEntry queueEntry;
    /** With the version of those whose bid was carried out. */
    private final Map<ByteString, Long> keys = new HashMap<>();

    BidKeys(QueueEntry queueEntry) {
        this.queueEntry = queueEntry;
    }

    void add(ByteString key) {
        keys.put(key, UNKNOWN);
    }

    /** The next bid is in this key: the others are removed. */
    void moveTo(ByteString key) {
        keys.remove(key);
        keys.forEach(this::remove);
        keys.clear();
        add(key);
    }

    /** The release of the predecessor has written the key. */
    void carriedOut(ByteString key, long version) {
        keys.put(key, version);
    }

    /** They were removed by another transaction. */
    void clear() {
        keys.clear();
    }

    void removeLater() {
        queueEntry.link().strand().later(REMOVED_AFTER, this::remove);
    }

    /** Removes now what could still be carried out; the rest goes a while after it was. */
    void removeNow() {
        if (!queueEntry.link().isOver()) {
            keys.forEach((key, version) -> {
                if (version == UNKNOWN) {
                    remove(key, version);
                }
            });
        }
        keys.values().removeIf(version -> version == UNKNOWN);
    }

    private void remove() {
        if (!queueEntry.link().isOver()) {
            keys.forEach(this::remove);
        }
        keys.clear();
    }

    /** A bid of another session that has come to a key of unknown version costs that session a request. */
    private void remove(ByteString key, long version) {
        RequestOp delete = Txns.delete(key);
        TxnRequest removal = version == UNKNOWN
                ? Txns.always(delete)
                : Txns.of(List.of(Txns.wasModifiedAt(key, version)), List.of(delete), List.of());
        queueEntry
                .session()
                .bidsAhead()
                .txn(new TxnBatcher.Item(
                        key, TxnBatcher.Shared.NOTHING, removal, response -> {}, (cause, refused) -> {}));
    }
}
