// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.SessionFence;
import io.baton.spi.Bid;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A bid made ahead, with the key that keeps it.
 *
 * @param version that of the key
 */
record MadeBid(Bid bid, BidRecord text, ByteString key, long version) {

    /**
     * One that is not in the store yet.
     *
     * @param former the version of the key if it holds another bid of this session, otherwise zero
     */
    static MadeBid of(QueueEntry queueEntry, Bid bid, long fence, long former) {
        BidRecord.RestsOn restsOn =
                new BidRecord.RestsOn(fence, bid.floor().version(), bid.seen().version());
        return new MadeBid(
                bid,
                new BidRecord(queueEntry.orderValue(), queueEntry.link().name(), bid.token(), restsOn),
                key(queueEntry, bid),
                former);
    }

    static ByteString key(QueueEntry queueEntry, Bid bid) {
        return queueEntry.keys().bid(bid.seen().session(), queueEntry.election());
    }

    /** Puts the bid if all that it rests on is so; otherwise reads the fence, and the key. */
    TxnRequest put(QueueEntry queueEntry, SessionFence fence) {
        List<Compare> when = List.of(
                Txns.wasCreatedAt(queueEntry.key(), text.orderValue()),
                Txns.wasModifiedAt(
                        queueEntry.keys().floor(queueEntry.election()),
                        text.restsOn().floor()),
                Txns.wasModifiedAt(
                        queueEntry.keys().leaderRecord(queueEntry.election()),
                        text.restsOn().leaderRecord()),
                unchanged());
        List<RequestOp> otherwise = new ArrayList<>(fence.read());
        otherwise.add(Txns.get(key));
        return Txns.of(
                when, List.of(Txns.put(key, text.standing(), queueEntry.link().lease())), otherwise);
    }

    Compare unchanged() {
        return Txns.wasModifiedAt(key, version);
    }

    boolean restsOn(SessionFence fence) {
        return text.restsOn().fence() == fence.version();
    }

    MadeBid at(long newVersion) {
        return new MadeBid(bid, text, key, newVersion);
    }
}
