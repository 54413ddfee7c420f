// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.Records;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.support.FloorRaise;
import io.baton.spi.support.PendingQuery;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.function.Consumer;

/** The transactions that read and replace the floor record of one election. */
final class FloorTxns implements FloorRaise.Store {

    private final QueryTxns txns;
    private final ElectionName election;
    private final PendingQuery<Long> pendingQuery;

    FloorTxns(QueryTxns txns, ElectionName election, PendingQuery<Long> pendingQuery) {
        this.txns = txns;
        this.election = election;
        this.pendingQuery = pendingQuery;
    }

    @Override
    public void read(Consumer<FloorRecord> then) {
        KeyPaths keyPaths = txns.keys();
        txns.send(
                pendingQuery,
                Txns.always(
                        Records.createIfMissing(keyPaths, election, txns.validityNanos()),
                        Txns.get(keyPaths.floor(election)),
                        Txns.get(keyPaths.leaderRecord(election))),
                response -> {
                    try {
                        then.accept(floor(response));
                    } catch (IllegalStateException unreadable) {
                        pendingQuery.fail(unreadable);
                    }
                });
    }

    private FloorRecord floor(TxnResponse response) {
        return Records.of(election, Txns.one(response, 1), Txns.one(response, 2))
                .floor();
    }

    @Override
    public void write(FloorRecord old, byte[] raised, Consumer<Boolean> then) {
        ByteString key = txns.keys().floor(election);
        txns.send(
                pendingQuery,
                Txns.of(List.of(Txns.wasModifiedAt(key, old.version())), List.of(Txns.put(key, raised)), List.of()),
                response -> then.accept(response.getSucceeded()));
    }
}
