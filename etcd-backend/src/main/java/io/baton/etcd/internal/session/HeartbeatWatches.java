// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.client.Watch;
import io.baton.etcd.internal.client.WatchListener;
import io.baton.spi.SessionFacts;
import io.etcd.jetcd.api.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The heartbeats of other sessions that candidacies of this one wait for: one watch each, however many wait. */
public final class HeartbeatWatches {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final SessionLink link;
    private final SessionFacts facts;
    private final Map<String, Watched> watched = new HashMap<>();

    HeartbeatWatches(SessionLink link, SessionFacts facts) {
        this.link = link;
        this.facts = facts;
    }

    /**
     * Watches the heartbeats of a session, until the interest ends.
     *
     * @param seenAt a revision at which that session existed
     */
    public Interest watch(String name, long seenAt) {
        Watched of = watched.get(name);
        if (of == null) {
            of = new Watched(name);
            watched.put(name, of);
            of.watch(seenAt);
        }
        of.interests++;
        return new Interest(of);
    }

    /** The interest of one candidacy. */
    public static final class Interest {

        private final Watched of;
        private boolean ended;

        private Interest(Watched of) {
            this.of = of;
        }

        public void end() {
            if (!ended) {
                ended = true;
                of.interestEnded();
            }
        }
    }

    private final class Watched implements WatchListener {

        private final String name;
        private final ByteString key;
        private @Nullable Watch watch;
        private final Retry retry = new Retry(link, SHORTEST_PAUSE, LONGEST_PAUSE);
        private boolean armed = true;
        private int interests;
        private boolean told;

        Watched(String name) {
            this.name = name;
            key = link.keys().heartbeat(name);
        }

        void watch(long seenAt) {
            watch = link.client().watch(key, Optional.empty(), seenAt + 1, this);
        }

        void interestEnded() {
            interests--;
            if (interests == 0 && isCurrent()) {
                forget();
                missed();
            }
        }

        @Override
        public void armed() {
            armed = true;
            retry.succeeded();
            if (isCurrent() && !told) {
                told = true;
                facts.watching(name);
            }
        }

        @Override
        public void events(List<Event> events) {
            for (Event event : events) {
                if (!isCurrent()) {
                    return;
                }
                if (event.getType() == Event.EventType.DELETE) {
                    ended();
                } else if (told) {
                    facts.heartbeat(name);
                }
            }
        }

        @Override
        public void broken() {
            missed();
        }

        @Override
        public void lost(Exception cause) {
            watch = null;
            missed();
            if (armed) {
                armed = false;
                look();
            } else {
                retry.later(true, this::look);
            }
        }

        private void look() {
            if (!isCurrent() || link.isOver()) {
                return;
            }
            link.txn(
                    Txns.always(Txns.get(key)),
                    response -> {
                        if (!isCurrent()) {
                            return;
                        }
                        if (Txns.one(response, 0).isPresent()) {
                            watch(response.getHeader().getRevision());
                        } else {
                            ended();
                        }
                    },
                    (cause, refused) -> retry.later(refused, this::look));
        }

        private void missed() {
            if (told) {
                told = false;
                facts.unwatched(name);
            }
        }

        private void ended() {
            forget();
            facts.watchedEnded(name);
        }

        private void forget() {
            watched.remove(name);
            if (watch != null) {
                watch.cancel();
            }
            retry.cancel();
        }

        private boolean isCurrent() {
            return watched.get(name) == this;
        }
    }
}
