// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.client.Watch;
import io.baton.etcd.internal.client.WatchListener;
import io.baton.spi.SessionFacts;
import io.baton.spi.support.WatchedSessions;
import io.baton.spi.support.WatchedSessions.Interest;
import io.baton.spi.support.WatchedSessions.StoreWatch;
import io.baton.spi.support.WatchedSessions.WatchedSession;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The heartbeats of other sessions that candidacies of this one wait for: one watch each, read again when it is lost. */
public final class HeartbeatWatches {

    private final SessionLink link;
    private final WatchedSessions sessions;

    HeartbeatWatches(SessionLink link, SessionFacts facts) {
        this.link = link;
        sessions = new WatchedSessions(facts);
    }

    /**
     * Watches the heartbeats of a session, until the interest ends.
     *
     * @param seenAt a revision at which that session existed
     */
    public Interest watch(String name, long seenAt) {
        return sessions.watch(
                name, watched -> new HeartbeatWatch(watched, link.keys().heartbeat(name), seenAt));
    }

    private final class HeartbeatWatch implements StoreWatch, WatchListener {

        private final WatchedSession session;
        private final ByteString key;
        private final Retry retry = Retry.ofWatch(link);
        private long seenAt;
        private @Nullable Watch watch;

        HeartbeatWatch(WatchedSession session, ByteString key, long seenAt) {
            this.session = session;
            this.key = key;
            this.seenAt = seenAt;
        }

        @Override
        public void arm() {
            watch = link.client().watch(key, Optional.empty(), seenAt + 1, this);
        }

        @Override
        public void cancel() {
            if (watch != null) {
                watch.cancel();
            }
            retry.cancel();
        }

        @Override
        public void armed() {
            retry.succeeded();
            session.watching();
        }

        @Override
        public void events(List<Event> events) {
            for (Event event : events) {
                if (event.getType() == Event.EventType.DELETE) {
                    session.ended();
                } else {
                    session.heartbeat();
                }
            }
        }

        @Override
        public void broken() {
            session.missed();
        }

        @Override
        public void lost(Exception cause) {
            watch = null;
            session.missed();
            retry.lost(this::look);
        }

        private void look() {
            if (session.isCurrent() && !link.isOver()) {
                link.txn(Txns.always(Txns.get(key)), this::found, (cause, refused) -> retry.later(refused, this::look));
            }
        }

        private void found(TxnResponse response) {
            if (!session.isCurrent()) {
                return;
            }
            if (Txns.one(response, 0).isPresent()) {
                seenAt = response.getHeader().getRevision();
                arm();
            } else {
                session.ended();
            }
        }
    }
}
