// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.Records;
import io.baton.spi.ElectionName;
import io.baton.spi.support.PendingQuery;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/** Deletes the records of an election that is over, if no token depends on them. */
final class RecordRemoval {

    private final QueryTxns txns;
    private final ElectionName election;
    private final PendingQuery<Boolean> pendingQuery;
    private final ByteString floor;
    private final ByteString leaderRecord;
    private final ByteString queue;

    RecordRemoval(QueryTxns txns, ElectionName election, PendingQuery<Boolean> pendingQuery) {
        this.txns = txns;
        this.election = election;
        this.pendingQuery = pendingQuery;
        floor = txns.keys().floor(election);
        leaderRecord = txns.keys().leaderRecord(election);
        queue = txns.keys().queue(election);
    }

    void begin() {
        txns.send(
                pendingQuery,
                Txns.always(
                        Txns.get(floor),
                        Txns.get(leaderRecord),
                        Txns.op(Txns.oldestFirst(queue).setKeysOnly(true).setLimit(1))),
                this::judge);
    }

    private void judge(TxnResponse read) {
        Optional<KeyValue> knownFloor = Txns.one(read, 0);
        Optional<KeyValue> knownLeader = Txns.one(read, 1);
        if (Txns.one(read, 2).isPresent()) {
            pendingQuery.answer(false);
        } else if (knownFloor.isEmpty() && knownLeader.isEmpty()) {
            pendingQuery.answer(true);
        } else {
            try {
                Records records = Records.of(election, knownFloor, knownLeader);
                if (records.floor().floor() == 0 && records.leader().released()) {
                    remove(records);
                } else {
                    pendingQuery.answer(false);
                }
            } catch (IllegalStateException unreadable) {
                pendingQuery.fail(unreadable);
            }
        }
    }

    private void remove(Records records) {
        txns.send(
                pendingQuery,
                Txns.of(
                        List.of(
                                Txns.hasNoneBelow(queue),
                                Txns.wasModifiedAt(floor, records.floor().version()),
                                Txns.wasModifiedAt(
                                        leaderRecord, records.leader().version())),
                        List.of(Txns.delete(floor), Txns.delete(leaderRecord)),
                        List.of()),
                response -> {
                    if (response.getSucceeded()) {
                        pendingQuery.answer(true);
                    } else {
                        pendingQuery.again();
                    }
                });
    }
}
