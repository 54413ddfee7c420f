// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.Records;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import java.util.List;
import java.util.OptionalLong;

/** Raises the floor of one election by compare-and-set; never lowers it. */
final class FloorRaise {

    private final QueryTxns txns;
    private final ElectionName election;
    private final long atLeast;
    private final PendingQuery<Long> pendingQuery;

    FloorRaise(QueryTxns txns, ElectionName election, long atLeast, PendingQuery<Long> pendingQuery) {
        this.txns = txns;
        this.election = election;
        this.atLeast = atLeast;
        this.pendingQuery = pendingQuery;
    }

    void begin() {
        KeyPaths keyPaths = txns.keys();
        txns.send(
                pendingQuery,
                Txns.always(
                        Records.createIfMissing(keyPaths, election, txns.validityNanos()),
                        Txns.get(keyPaths.floor(election)),
                        Txns.get(keyPaths.leaderRecord(election))),
                response -> {
                    try {
                        raise(Records.of(election, Txns.one(response, 1), Txns.one(response, 2))
                                .floor());
                    } catch (IllegalStateException unreadable) {
                        pendingQuery.fail(unreadable);
                    }
                });
    }

    private void raise(FloorRecord floor) {
        if (floor.floor() >= atLeast) {
            pendingQuery.answer(floor.floor());
            return;
        }
        ByteString key = txns.keys().floor(election);
        byte[] raised = RecordCodec.floor(atLeast, OptionalLong.empty(), floor.validityNanos());
        txns.send(
                pendingQuery,
                Txns.of(List.of(Txns.wasModifiedAt(key, floor.version())), List.of(Txns.put(key, raised)), List.of()),
                response -> {
                    if (response.getSucceeded()) {
                        pendingQuery.answer(atLeast);
                    } else {
                        pendingQuery.again();
                    }
                });
    }
}
