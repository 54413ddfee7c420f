// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.OpenSession;
import io.baton.etcd.internal.session.SessionFence;
import io.baton.etcd.internal.session.TxnBatcher;
import io.baton.spi.Bid;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bid that one candidacy has made ahead: a key under the lease of its session, among the keys that its predecessor's session
 * watches. The predecessor carries the bid out in the transaction of its release, and writes so into the key, whose event tells
 * this candidacy. Whatever is missed or not known leaves the hand-over to a request of this candidacy.
 */
final class BidEntry implements BidWatch.Listener {

    private final QueueEntry queueEntry;
    private final TakenLeadership takenLeadership;
    private final ReceivedBids receivedBids;
    private final HeldBackNews heldBackNews;
    private final BidKeys keys;

    private Optional<Bid> wanted = Optional.empty();
    private Optional<MadeBid> made = Optional.empty();
    private boolean underWay;
    private boolean unknown;
    private boolean over;
    private @Nullable BidWatch watch;

    BidEntry(QueueEntry queueEntry, TakenLeadership takenLeadership, ReceivedBids receivedBids) {
        this.queueEntry = queueEntry;
        this.takenLeadership = takenLeadership;
        this.receivedBids = receivedBids;
        heldBackNews = new HeldBackNews(queueEntry.link().strand());
        keys = new BidKeys(queueEntry);
    }

    void make(OpenSession open, Bid bid) {
        if (over
                || queueEntry.isGone()
                || !queueEntry.isFound()
                || !KeyPaths.isSession(bid.seen().session())) {
            return;
        }
        wanted = Optional.of(bid);
        if (underWay) {
            return;
        }
        if (watch != null && watch.bid().bid().equals(bid) && watch.bid().restsOn(open.fence())) {
            tell();
        } else {
            send(open, bid);
        }
    }

    /** Replaces what is in the same key, and removes what is elsewhere. */
    private void send(OpenSession open, Bid bid) {
        ByteString key = MadeBid.key(queueEntry, bid);
        long former = made.filter(same -> same.key().equals(key))
                .map(MadeBid::version)
                .orElse(0L);
        keys.moveTo(key);
        unwatch();
        made = Optional.empty();
        boolean doubtBefore = unknown;
        // Until it is replaced, the former can be carried out.
        unknown = unknown || former != 0;
        underWay = true;
        SessionFence fence = open.fence();
        SessionFence.Proof proof = fence.begin();
        MadeBid asked = MadeBid.of(queueEntry, bid, proof.fence(), former);
        queueEntry
                .session()
                .bidsAhead()
                .txn(new TxnBatcher.Item(
                        key,
                        new TxnBatcher.Shared(fence.unchanged(), List.of(fence.writeHeartbeat())),
                        asked.put(queueEntry, fence),
                        response -> {
                            if (response.getSucceeded()) {
                                fence.succeeded(proof, response);
                                unknown = doubtBefore;
                                stands(open, asked.at(response.getHeader().getRevision()));
                            } else {
                                notMade(open, asked, response);
                            }
                        },
                        (cause, refused) -> unanswered(key, refused)));
    }

    private void stands(OpenSession open, MadeBid now) {
        underWay = false;
        made = Optional.of(now);
        if (over) {
            removeFrom(now.key());
        } else if (!sendAnother(open, now)) {
            watch = BidWatch.begin(queueEntry.link(), now, this);
        }
    }

    /** If another bid was asked for meanwhile, or the fence was written, so that this one is of no use. */
    private boolean sendAnother(OpenSession open, MadeBid asked) {
        Bid latest = wanted.orElseThrow();
        if (over || (latest.equals(asked.bid()) && asked.restsOn(open.fence()))) {
            return false;
        }
        send(open, latest);
        return true;
    }

    private void notMade(OpenSession open, MadeBid asked, TxnResponse response) {
        underWay = false;
        open.fence().judge(Txns.one(response, 0), Txns.one(response, 1));
        if (queueEntry.link().isOver()) {
            return;
        }
        Optional<KeyValue> own = Txns.one(response, 2)
                .filter(kept -> kept.getLease() == queueEntry.link().lease());
        made = own.map(kept -> asked.at(kept.getModRevision()));
        if (own.filter(kept -> BidRecord.standing(kept).isEmpty()).isPresent()) {
            // Carried out before it could be replaced.
            unknown = true;
        }
        if (over) {
            removeFrom(asked.key());
        } else if (!sendAnother(open, asked)
                && made.filter(kept -> kept.version() != asked.version()).isPresent()) {
            send(open, asked.bid());
        }
    }

    private void unanswered(ByteString key, boolean refused) {
        underWay = false;
        unknown = unknown || !refused;
        if (over) {
            removeFrom(key);
        }
    }

    /**
     * The predecessor has left the queue. If a bid stands, the event that tells whether it was carried out is there or comes with this one.
     *
     * @param tell tells of it, as if there were no bid
     */
    void predecessorGone(Runnable tell) {
        if (watch != null && watch.isArmed()) {
            heldBackNews.hold(tell);
        } else {
            tell.run();
        }
    }

    @Override
    public void watching(MadeBid bid) {
        tell();
    }

    /** That the bid stands, if it does. */
    private void tell() {
        Optional<OpenSession> open = queueEntry.session().opened();
        if (watch != null
                && watch.isArmed()
                && open.isPresent()
                && watch.bid().restsOn(open.get().fence())) {
            open.get().fence().lastProof().ifPresent(proof -> queueEntry.facts().bidStands(proof.sentAt()));
        }
    }

    @Override
    public void carriedOut(MadeBid bid, long revision) {
        watch = null;
        keys.carriedOut(bid.key(), revision);
        keys.removeLater();
        takenLeadership.taken(bid.bid().token(), revision);
        receivedBids.leads(revision);
        Optional<SessionFence.Proof> proof =
                queueEntry.session().opened().flatMap(open -> open.fence().lastProof());
        boolean wasOver = over;
        over = true;
        if (wasOver
                || proof.filter(last -> last.fence() == bid.text().restsOn().fence())
                        .isEmpty()) {
            heldBackNews.tell();
        } else {
            heldBackNews.drop();
            queueEntry.facts().bidCarriedOut(bid.bid(), proof.get().sentAt());
        }
    }

    @Override
    public void bidGone() {
        watch = null;
        made = Optional.empty();
        heldBackNews.tell();
    }

    @Override
    public void bidUnwatched() {
        watch = null;
        heldBackNews.tell();
    }

    /** No bid is made any more, since the candidacy leaves; one that was not answered may be carried out all the same. */
    void stop() {
        over = true;
        if ((underWay || unknown) && takenLeadership.token() == 0) {
            takenLeadership.asked(wanted.orElseThrow().token());
        }
    }

    /**
     * What the store is known to hold, for one attempt to take it back: if that is refused, for want of a permission for bids, the candidacy
     * leaves by the leader record alone.
     */
    Optional<MadeBid> takeMade() {
        Optional<MadeBid> taken = made;
        unknown = unknown || taken.isPresent();
        made = Optional.empty();
        return taken;
    }

    /** The key was deleted by the release of this candidacy. */
    void removed() {
        unwatch();
        keys.clear();
    }

    /** The candidacy has taken leadership, and needs no bid. */
    void leads() {
        over = true;
        unwatch();
        made = Optional.empty();
        keys.removeLater();
    }

    /** The candidacy has left the queue. */
    void end() {
        over = true;
        unwatch();
        heldBackNews.drop();
        made = Optional.empty();
        keys.removeNow();
    }

    /** The candidacy had no use for bids any more when the answer came. */
    private void removeFrom(ByteString key) {
        made = Optional.empty();
        keys.add(key);
        keys.removeNow();
    }

    private void unwatch() {
        if (watch != null) {
            watch.end();
        }
        watch = null;
    }
}
