// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.Records;
import io.baton.spi.CandidateQueue;
import io.baton.spi.CandidateQueue.QueuedCandidate;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all candidates of an election, at one revision. */
final class QueueReader {

    /** A candidate may publish 64 KiB: an answer holds no more candidates than this. */
    private static final int AT_A_TIME = 32;

    private final QueryTxns txns;
    private final PendingQuery<CandidateQueue> pendingQuery;
    private final ElectionName election;
    private final ByteString queue;
    private final List<QueuedCandidate> candidates = new ArrayList<>();
    private Optional<LeaderRecord> leaderRecord = Optional.empty();
    private long floor;

    QueueReader(QueryTxns txns, ElectionName election, PendingQuery<CandidateQueue> pendingQuery) {
        this.txns = txns;
        this.pendingQuery = pendingQuery;
        this.election = election;
        queue = txns.keys().queue(election);
    }

    void begin() {
        txns.send(
                pendingQuery,
                Txns.always(
                        Txns.op(page(0)),
                        Txns.get(txns.keys().floor(election)),
                        Txns.get(txns.keys().leaderRecord(election))),
                response -> {
                    try {
                        floor = Txns.one(response, 1)
                                .map(Records::floor)
                                .map(FloorRecord::floor)
                                .orElse(0L);
                        leaderRecord = Txns.one(response, 2).map(Records::leader);
                    } catch (IllegalStateException unreadable) {
                        pendingQuery.fail(unreadable);
                        return;
                    }
                    read(response, response.getHeader().getRevision());
                });
    }

    private RangeRequest.Builder page(long after) {
        return Txns.oldestFirst(queue).setMinCreateRevision(after + 1).setLimit(AT_A_TIME);
    }

    private void read(TxnResponse response, long revision) {
        List<KeyValue> page = response.getResponses(0).getResponseRange().getKvsList();
        page.forEach(this::add);
        if (page.size() < AT_A_TIME) {
            pendingQuery.answer(new CandidateQueue(candidates, floor));
            return;
        }
        // Keys of one transaction share their revision; but no transaction of Baton or of etcd's recipe makes two.
        long last = page.get(page.size() - 1).getCreateRevision();
        txns.send(pendingQuery, Txns.always(Txns.op(page(last).setRevision(revision))), next -> read(next, revision));
    }

    private void add(KeyValue key) {
        if (KeyPaths.candidate(queue, key).isEmpty()) {
            txns.skip(key.getKey());
            return;
        }
        candidates.add(queuedCandidate(key, candidates.isEmpty(), leaderRecord));
    }

    /** A candidate, as its key and the leader record describe it. */
    static QueuedCandidate queuedCandidate(KeyValue key, boolean first, Optional<LeaderRecord> leaderRecord) {
        byte[] data = key.getValue().toByteArray();
        long orderValue = key.getCreateRevision();
        boolean foreign = RecordCodec.session(data).isEmpty();
        Optional<LeaderRecord> held = leaderRecord.filter(record -> record.led() == orderValue && !record.released());
        boolean leads = first && (foreign || held.isPresent());
        long token = foreign ? orderValue : held.map(LeaderRecord::token).orElse(0L);
        return new QueuedCandidate(RecordCodec.candidate(data), orderValue, leads, leads ? token : 0);
    }
}
