// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A watch, with the revision that it has reached: on the next stream it goes on after that revision. */
final class Subscription implements Watch {

    private final ByteString key;
    private final Optional<ByteString> rangeEnd;
    private final WatchListener watchListener;
    private final Consumer<Subscription> cancelled;
    private long next;
    private boolean armed;
    private boolean over;
    private int refusals;

    Subscription(Range range, WatchListener watchListener, Consumer<Subscription> cancelled) {
        key = range.key();
        rangeEnd = range.end();
        next = range.fromRevision();
        this.watchListener = watchListener;
        this.cancelled = cancelled;
    }

    WatchRequest createRequest() {
        WatchCreateRequest.Builder create =
                WatchCreateRequest.newBuilder().setKey(key).setStartRevision(next);
        rangeEnd.ifPresent(create::setRangeEnd);
        return WatchRequest.newBuilder().setCreateRequest(create).build();
    }

    /**
     * A request that a server answers at once and that leaves nothing there: a watch on no key. A progress request would
     * not do: a server does not answer it before the revision from which any of the stream's watches begins is there.
     */
    WatchRequest emptyRequest() {
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(key).setRangeEnd(key))
                .build();
    }

    boolean isOver() {
        return over;
    }

    /** How many times it has been refused since it was last armed, this time included. */
    int countRefusal() {
        return ++refusals;
    }

    void armed() {
        refusals = 0;
        armed = true;
        watchListener.armed();
    }

    void happened(List<Event> happened) {
        List<Event> fresh = happened.stream()
                .filter(event -> event.getKv().getModRevision() >= next
                        && covers(event.getKv().getKey()))
                .toList();
        if (!over && !fresh.isEmpty()) {
            next = fresh.get(fresh.size() - 1).getKv().getModRevision() + 1;
            watchListener.events(fresh);
        }
    }

    private boolean covers(ByteString watched) {
        return rangeEnd.map(end -> isBefore(watched, end) && !isBefore(watched, key))
                .orElse(watched.equals(key));
    }

    private static boolean isBefore(ByteString one, ByteString other) {
        return ByteString.unsignedLexicographicalComparator().compare(one, other) < 0;
    }

    void broken() {
        if (armed && !over) {
            armed = false;
            watchListener.broken();
        }
    }

    void lost(Exception cause) {
        if (!over) {
            over = true;
            watchListener.lost(cause);
        }
    }

    void drop() {
        over = true;
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            cancelled.accept(this);
        }
    }

    record Range(ByteString key, Optional<ByteString> end, long fromRevision) {}
}
