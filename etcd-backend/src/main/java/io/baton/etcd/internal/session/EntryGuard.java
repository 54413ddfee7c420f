// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/**
 * The key that every entry of the session compares. An entry that was handed to a frozen member and given up could otherwise be
 * carried out when the member wakes, and leave a candidate in the queue that belongs to no process.
 */
public final class EntryGuard {

    private static final byte[] NOTHING = {};

    private final SessionLink link;
    private final ByteString key;
    private long modifiedAt;

    EntryGuard(SessionLink link, KeyValue guard) {
        this.link = link;
        this.key = guard.getKey();
        this.modifiedAt = guard.getModRevision();
    }

    /** The guard is as it was last read. */
    public Compare unchanged() {
        return Txns.wasModifiedAt(key, modifiedAt);
    }

    public RequestOp read() {
        return Txns.get(key);
    }

    /** Takes over what an entry that was refused has read. */
    public void saw(Optional<KeyValue> guard) {
        if (guard.isEmpty()) {
            link.lost("its guard key is gone, with its lease or by hand");
        } else {
            modifiedAt = Math.max(modifiedAt, guard.get().getModRevision());
        }
    }

    /**
     * Rewrites the guard, whichever session has rewritten it before, and reads something after that. The first two parts of
     * the answer are not about what is read.
     */
    public TxnRequest rewriteThen(RequestOp... reads) {
        TxnRequest.Builder transaction = TxnRequest.newBuilder()
                .addSuccess(Txns.op(
                        Txns.of(List.of(Txns.exists(key)), List.of(Txns.putUnderItsLease(key, NOTHING)), List.of())))
                .addSuccess(read());
        for (RequestOp read : reads) {
            transaction.addSuccess(read);
        }
        return transaction.build();
    }

    /** Takes over what {@link #rewriteThen} has written. */
    public void rewritten(TxnResponse response) {
        saw(Txns.one(response, 1));
    }
}
