// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.client.WatchListener;
import io.baton.etcd.internal.session.Retry;
import io.baton.etcd.internal.session.SessionLink;
import io.baton.spi.ElectionName;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bids that successors have made ahead in the elections that this session leads, learned by one watch and never read. A bid that
 * is missed costs its hand-over a request of the successor, and one that has changed meanwhile is refused by the store.
 */
public final class ReceivedBids implements WatchListener {

    private final SessionLink link;
    private final Retry retry;
    private final Map<ByteString, Received> bids = new HashMap<>();
    private boolean begun;
    private boolean armed;

    /** Watches nothing yet. */
    public ReceivedBids(SessionLink link) {
        this.link = link;
        retry = Retry.ofWatch(link);
    }

    /**
     * A bid as it was heard of.
     *
     * @param version that of its key
     */
    record Received(BidRecord bid, long version) {}

    /**
     * The session leads an election: bids may come from now on.
     *
     * @param revision at which it has begun to
     */
    void leads(long revision) {
        if (!begun) {
            begun = true;
            watch(revision);
        }
    }

    private void watch(long revision) {
        ByteString prefix = link.keys().bids(link.name());
        link.client().watch(prefix, Optional.of(Txns.endOf(prefix)), revision + 1, this);
    }

    /** The bid of the successor in an election, if one is known; it is used once. */
    Optional<Received> take(ElectionName election) {
        return Optional.ofNullable(bids.remove(link.keys().bid(link.name(), election)));
    }

    @Override
    public void armed() {
        armed = true;
        retry.succeeded();
    }

    @Override
    public void events(List<Event> events) {
        events.forEach(this::heard);
    }

    private void heard(Event event) {
        KeyValue kept = event.getKv();
        bids.remove(kept.getKey());
        if (event.getType() == Event.EventType.PUT) {
            BidRecord.standing(kept)
                    .ifPresent(bid -> bids.put(kept.getKey(), new Received(bid, kept.getModRevision())));
        }
    }

    @Override
    public void broken() {}

    @Override
    public void lost(Exception cause) {
        bids.clear();
        // One that is refused is not asked for again: behind a proxy a refusal costs the session all its watches.
        if (armed) {
            armed = false;
            retry.later(false, this::watchAgain);
        }
    }

    private void watchAgain() {
        if (!link.isOver()) {
            watch(link.knownRevision());
        }
    }
}
