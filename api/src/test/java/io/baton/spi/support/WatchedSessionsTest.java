// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.support.WatchedSessions.Interest;
import io.baton.spi.support.WatchedSessions.StoreWatch;
import io.baton.spi.support.WatchedSessions.WatchedSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WatchedSessionsTest {

    private final List<String> log = new ArrayList<>();
    private final Map<String, WatchedSession> watches = new HashMap<>();
    private Runnable whenEnded = () -> {};
    private final WatchedSessions sessions = new WatchedSessions(new LoggedFacts());

    @Test
    void twoInterestsShareOneWatchUntilTheLastEnds() {
        Interest first = watch("a");
        Interest second = watch("a");
        armed("a");

        first.end();
        first.end();
        assertThat(log).containsExactly("arm a", "watching a");

        second.end();
        assertThat(log).containsExactly("arm a", "watching a", "cancel a", "unwatched a");
    }

    @Test
    void whatWasNeverWatchedIsNotUnwatched() {
        watch("a").end();

        assertThat(log).containsExactly("arm a", "cancel a");
    }

    @Test
    void heartbeatsCountOnlyWhileTheWatchIsArmed() {
        watch("a");
        watched("a").heartbeat();
        armed("a");
        armed("a");
        watched("a").heartbeat();
        watched("a").missed();
        watched("a").missed();
        watched("a").heartbeat();

        assertThat(log).containsExactly("arm a", "watching a", "heartbeat a", "unwatched a");
    }

    @Test
    void theEndIsToldOnceAfterTheWatchIsCancelledAndNothingFollows() {
        Interest interest = watch("a");
        armed("a");
        WatchedSession ended = watched("a");
        ended.ended();
        ended.ended();
        ended.heartbeat();
        ended.missed();
        ended.watching();
        interest.end();

        assertThat(log).containsExactly("arm a", "watching a", "cancel a", "ended a");
    }

    @Test
    void whatHearsOfTheEndMayWatchAnew() {
        Interest old = watch("a");
        whenEnded = () -> watch("a");
        WatchedSession ended = watched("a");
        ended.ended();
        old.end();
        ended.watching();
        assertThat(ended.isCurrent()).isFalse();

        armed("a");
        assertThat(log).containsExactly("arm a", "cancel a", "ended a", "arm a", "watching a");
    }

    @Test
    void allAreMissedAndArmedTogether() {
        watch("a");
        watch("b");
        armed("a");

        sessions.missed();
        assertThat(log).containsExactly("arm a", "arm b", "watching a", "unwatched a");

        log.clear();
        sessions.arm();
        assertThat(log).containsExactlyInAnyOrder("arm a", "arm b");
    }

    @Test
    void afterTheCloseNothingIsTold() {
        Interest interest = watch("a");
        armed("a");
        sessions.close();
        watched("a").ended();
        interest.end();
        sessions.arm();

        assertThat(log).containsExactly("arm a", "watching a", "cancel a");
    }

    private Interest watch(String session) {
        return sessions.watch(session, watched -> {
            watches.put(session, watched);
            return new LoggedWatch(session);
        });
    }

    private WatchedSession watched(String session) {
        return Objects.requireNonNull(watches.get(session));
    }

    private void armed(String session) {
        watched(session).watching();
    }

    private final class LoggedWatch implements StoreWatch {

        private final String session;

        LoggedWatch(String session) {
            this.session = session;
        }

        @Override
        public void arm() {
            log.add("arm " + session);
        }

        @Override
        public void cancel() {
            log.add("cancel " + session);
        }
    }

    private final class LoggedFacts implements SessionFacts {

        @Override
        public void watching(String session) {
            log.add("watching " + session);
        }

        @Override
        public void heartbeat(String session) {
            log.add("heartbeat " + session);
        }

        @Override
        public void watchedEnded(String session) {
            log.add("ended " + session);
            whenEnded.run();
        }

        @Override
        public void unwatched(String session) {
            log.add("unwatched " + session);
        }

        @Override
        public void opened(SessionGrant grant) {}

        @Override
        public void regranted(SessionGrant grant) {}

        @Override
        public void disconnected() {}

        @Override
        public void connected() {}

        @Override
        public void proven(long sentAt) {}

        @Override
        public void fenced() {}

        @Override
        public void unproven(Throwable cause) {}

        @Override
        public void ended(Throwable cause) {}

        @Override
        public void failed(Throwable cause) {}
    }
}
