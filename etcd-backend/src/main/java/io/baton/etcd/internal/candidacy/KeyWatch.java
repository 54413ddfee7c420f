// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.client.Watch;
import io.baton.etcd.internal.client.WatchListener;
import io.baton.etcd.internal.session.Retry;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.etcd.internal.session.SessionLink;
import io.baton.etcd.internal.session.TxnBatcher;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.TxnResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports that one key was deleted, and reads it again when the watch cannot be resumed. */
final class KeyWatch implements WatchListener {

    /** Longer than an answer takes to reach the engine, and its next request the client. */
    private static final Duration SOON = Duration.ofMillis(5);

    private final SessionLink link;
    private final TxnBatcher reads;
    private final ByteString key;
    private final long createdAt;
    private final Runnable deleted;
    private @Nullable Watch watch;
    private final Retry retry;
    private boolean ended;

    private KeyWatch(SessionContext session, ByteString key, long createdAt, Runnable deleted) {
        reads = session.reads();
        link = session.link();
        this.key = key;
        this.createdAt = createdAt;
        this.deleted = deleted;
        retry = Retry.ofWatch(link);
    }

    /** @param seenAt a revision at which the key was there */
    static KeyWatch begin(SessionContext session, ByteString key, long createdAt, long seenAt, Runnable deleted) {
        KeyWatch begun = new KeyWatch(session, key, createdAt, deleted);
        begun.watch(seenAt);
        return begun;
    }

    /** The same, after the request that may follow from the answer that has told of the key. Nothing that happens meanwhile is missed. */
    static KeyWatch beginSoon(SessionContext session, ByteString key, long createdAt, long seenAt, Runnable deleted) {
        KeyWatch begun = new KeyWatch(session, key, createdAt, deleted);
        begun.link.strand().later(SOON, () -> begun.watchUnlessEnded(seenAt));
        return begun;
    }

    void end() {
        ended = true;
        if (watch != null) {
            watch.cancel();
        }
        retry.cancel();
    }

    private void watch(long seenAt) {
        watch = link.client().watch(key, Optional.empty(), seenAt + 1, this);
    }

    private void watchUnlessEnded(long seenAt) {
        if (!ended && !link.isOver()) {
            watch(seenAt);
        }
    }

    @Override
    public void armed() {
        retry.succeeded();
    }

    @Override
    public void broken() {}

    @Override
    public void events(List<Event> events) {
        if (!ended && events.stream().anyMatch(event -> event.getType() == Event.EventType.DELETE)) {
            gone();
        }
    }

    @Override
    public void lost(Exception cause) {
        watch = null;
        retry.lost(this::look);
    }

    private void look() {
        if (ended || link.isOver()) {
            return;
        }
        reads.txn(new TxnBatcher.Item(
                key,
                TxnBatcher.Shared.NOTHING,
                Txns.always(Txns.get(key)),
                this::found,
                (cause, refused) -> retry.later(refused, this::look)));
    }

    private void found(TxnResponse response) {
        if (ended) {
            return;
        }
        if (Txns.createdAt(Txns.one(response, 0)) == createdAt) {
            watch(response.getHeader().getRevision());
        } else {
            gone();
        }
    }

    private void gone() {
        end();
        deleted.run();
    }
}
