// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears of the end of one key, however it comes; reads it again when the watch cannot be resumed. */
final class KeyWatch implements WatchEvents {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final EtcdSession session;
    private final ByteString key;
    private final long createdAt;
    private final Runnable deleted;
    private @Nullable Watch watch;
    private Strand.@Nullable Timer retry;
    private boolean ended;

    private KeyWatch(EtcdSession session, ByteString key, long createdAt, Runnable deleted) {
        this.session = session;
        this.key = key;
        this.createdAt = createdAt;
        this.deleted = deleted;
    }

    /** @param seenAt a revision at which the key was there */
    static KeyWatch begin(EtcdSession session, ByteString key, long createdAt, long seenAt, Runnable deleted) {
        KeyWatch begun = new KeyWatch(session, key, createdAt, deleted);
        begun.watch(seenAt);
        return begun;
    }

    void end() {
        ended = true;
        if (watch != null) {
            watch.cancel();
        }
        if (retry != null) {
            retry.cancel();
        }
    }

    private void watch(long seenAt) {
        watch = session.cluster().watch(key, Optional.empty(), seenAt + 1, this);
    }

    @Override
    public void armed() {}

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
        look();
    }

    private void look() {
        if (ended || session.isOver()) {
            return;
        }
        session.txn(
                Transaction.always(Transaction.get(key)),
                response -> {
                    if (ended) {
                        return;
                    }
                    if (Transaction.createdAt(Transaction.one(response, 0)) == createdAt) {
                        watch(response.getHeader().getRevision());
                    } else {
                        gone();
                    }
                },
                (cause, refused) -> retry = session.strand().later(PAUSE, this::look));
    }

    private void gone() {
        end();
        deleted.run();
    }
}
