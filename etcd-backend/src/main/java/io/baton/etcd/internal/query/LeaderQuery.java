// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import com.google.protobuf.ByteString;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.Records;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.LeaderRecord;
import io.baton.spi.support.PendingQuery;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/** Reads who leads: the first of the queue with both records, in one transaction however many candidates there are. */
final class LeaderQuery {

    /** A candidate may publish 64 KiB. */
    private static final int MOST_AT_A_TIME = 32;

    private final QueryTxns txns;
    private final ElectionName election;
    private final PendingQuery<Optional<Leader>> question;
    private final ByteString queue;

    LeaderQuery(QueryTxns txns, ElectionName election, PendingQuery<Optional<Leader>> question) {
        this.txns = txns;
        this.election = election;
        this.question = question;
        queue = txns.keys().queue(election);
    }

    void begin() {
        read(0, 1);
    }

    /** Reads more than one key only where the first is no candidate. */
    private void read(long after, int limit) {
        txns.send(
                question,
                Txns.always(
                        Txns.op(Txns.oldestFirst(queue)
                                .setMinCreateRevision(after + 1)
                                .setLimit(limit)),
                        Txns.get(txns.keys().floor(election)),
                        Txns.get(txns.keys().leaderRecord(election))),
                response -> judge(response, limit));
    }

    private void judge(TxnResponse response, int limit) {
        List<KeyValue> found = response.getResponses(0).getResponseRange().getKvsList();
        Optional<KeyValue> first = found.stream().filter(this::isCandidate).findFirst();
        if (first.isEmpty() && found.size() == limit) {
            read(found.get(limit - 1).getCreateRevision(), Math.min(MOST_AT_A_TIME, 2 * limit));
            return;
        }
        try {
            Txns.one(response, 1).ifPresent(Records::floor);
            Optional<LeaderRecord> leaderRecord = Txns.one(response, 2).map(Records::leader);
            question.answer(first.map(key -> QueueReader.queuedCandidate(key, true, leaderRecord))
                    .flatMap(LeaderQuery::leader));
        } catch (IllegalStateException unreadable) {
            question.fail(unreadable);
        }
    }

    private boolean isCandidate(KeyValue key) {
        boolean candidate = KeyPaths.candidate(queue, key).isPresent();
        if (!candidate) {
            txns.skip(key.getKey());
        }
        return candidate;
    }

    private static Optional<Leader> leader(CandidateQueue.QueuedCandidate first) {
        return first.leads()
                ? Optional.of(new Leader(
                        first.candidate().id(), first.candidate().attributes(), new FencingToken(first.token())))
                : Optional.empty();
    }
}
