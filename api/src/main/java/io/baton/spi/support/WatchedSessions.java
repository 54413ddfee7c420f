// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import io.baton.spi.SessionFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The other sessions whose heartbeats candidacies of this session wait for: one watch of the store each, however many candidacies
 * wait. The backend arms its watch and tells what the watch shows; what the engine hears of it is decided here. For the strand only.
 */
public final class WatchedSessions {

    private final SessionFacts facts;
    private final Map<String, WatchedSession> watched = new HashMap<>();

    public WatchedSessions(SessionFacts facts) {
        this.facts = facts;
    }

    /**
     * Watches the heartbeats of a session until the interest ends, or that session.
     *
     * @param watch makes the store's watch; called only if no other interest in this session exists
     */
    public Interest watch(String session, Function<WatchedSession, StoreWatch> watch) {
        WatchedSession of = watched.get(session);
        if (of == null) {
            of = new WatchedSession(session, watch);
            watched.put(session, of);
            of.watch.arm();
        }
        of.interests++;
        return new Interest(of);
    }

    /** Heartbeats of all sessions are missed, until their watches are armed again. */
    public void missed() {
        List.copyOf(watched.values()).forEach(WatchedSession::missed);
    }

    /** Arms all watches again. */
    public void arm() {
        List.copyOf(watched.values()).forEach(each -> each.watch.arm());
    }

    /** Cancels all watches; tells nothing more. */
    public void close() {
        List<WatchedSession> all = List.copyOf(watched.values());
        watched.clear();
        all.forEach(each -> each.watch.cancel());
    }

    /** The store's watch of one session's heartbeats. */
    public interface StoreWatch {

        /** Begins to watch, or begins anew; tells {@link WatchedSession#watching} or {@link WatchedSession#ended}. */
        void arm();

        /** The heartbeats concern no candidacy any more. */
        void cancel();
    }

    /** The interest of one candidacy. */
    public static final class Interest {

        private final WatchedSession of;
        private boolean ended;

        private Interest(WatchedSession of) {
            this.of = of;
        }

        /** Has no effect after the first time. */
        public void end() {
            if (!ended) {
                ended = true;
                of.interestEnded();
            }
        }
    }

    /** One session that is watched, as its watch sees it. Nothing is told of it once it is not current. */
    public final class WatchedSession {

        private final String session;
        private final StoreWatch watch;
        private int interests;
        private boolean told;

        private WatchedSession(String session, Function<WatchedSession, StoreWatch> watch) {
            this.session = session;
            this.watch = watch.apply(this);
        }

        /** Whether a candidacy waits for this session, which has not ended as far as is known. */
        public boolean isCurrent() {
            return watched.get(session) == this;
        }

        /** The watch is armed: no heartbeat is missed from now on. */
        public void watching() {
            if (isCurrent() && !told) {
                told = true;
                facts.watching(session);
            }
        }

        /** The watch has shown a heartbeat; it counts only while the watch is armed. */
        public void heartbeat() {
            if (isCurrent() && told) {
                facts.heartbeat(session);
            }
        }

        /** The watch may have missed heartbeats, or will. */
        public void missed() {
            if (isCurrent()) {
                tellMissed();
            }
        }

        /** The session does not exist any more. */
        public void ended() {
            if (isCurrent()) {
                forget();
                facts.watchedEnded(session);
            }
        }

        private void interestEnded() {
            interests--;
            if (interests == 0 && isCurrent()) {
                forget();
                tellMissed();
            }
        }

        private void tellMissed() {
            if (told) {
                told = false;
                facts.unwatched(session);
            }
        }

        // What hears of the end may watch the same session anew.
        private void forget() {
            watched.remove(session);
            watch.cancel();
        }
    }
}
