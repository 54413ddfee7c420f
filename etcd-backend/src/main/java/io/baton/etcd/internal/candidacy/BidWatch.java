// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Watch;
import io.baton.etcd.internal.client.WatchListener;
import io.baton.etcd.internal.session.SessionLink;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of one bid that was made ahead, once. */
final class BidWatch implements WatchListener {

    private final SessionLink link;
    private final MadeBid bid;
    private final Listener listener;
    private @Nullable Watch watch;
    private boolean armed;
    private boolean ended;

    private BidWatch(SessionLink link, MadeBid bid, Listener listener) {
        this.link = link;
        this.bid = bid;
        this.listener = listener;
    }

    static BidWatch begin(SessionLink link, MadeBid bid, Listener listener) {
        BidWatch begun = new BidWatch(link, bid, listener);
        begun.watch = link.client().watch(bid.key(), Optional.empty(), bid.version() + 1, begun);
        return begun;
    }

    MadeBid bid() {
        return bid;
    }

    /** Whether what happens now will be told. */
    boolean isArmed() {
        return armed && !ended;
    }

    void end() {
        ended = true;
        if (watch != null) {
            watch.cancel();
        }
    }

    @Override
    public void armed() {
        armed = true;
        if (isArmed()) {
            listener.watching(bid);
        }
    }

    @Override
    public void broken() {
        armed = false;
    }

    @Override
    public void events(List<Event> events) {
        if (ended || link.isOver()) {
            return;
        }
        end();
        KeyValue first = events.get(0).getKv();
        if (first.getValue().equals(ByteString.copyFrom(bid.text().carriedOut()))) {
            listener.carriedOut(bid, first.getModRevision());
        } else {
            listener.bidGone();
        }
    }

    @Override
    public void lost(Exception cause) {
        if (!ended) {
            ended = true;
            listener.bidUnwatched();
        }
    }

    /** At most one of the last three is told. */
    interface Listener {

        /** What becomes of the bid will be told. */
        void watching(MadeBid bid);

        void carriedOut(MadeBid bid, long revision);

        /** The bid was deleted, or another one has taken its place. */
        void bidGone();

        /** What becomes of the bid will not be told. */
        void bidUnwatched();
    }
}
