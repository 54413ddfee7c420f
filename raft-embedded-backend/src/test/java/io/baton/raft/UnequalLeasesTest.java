// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members whose lease durations differ, with nothing in the log to hear from between heartbeats. */
@Timeout(120)
class UnequalLeasesTest {

    private static final String[] MEMBERS = {"a", "b", "c"};
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(800);
    private static final Duration WATCHED = Duration.ofSeconds(5);

    @TempDir
    private Path dataDir = Path.of("");

    /** It stands between heartbeats, but the others hear their leader and give it no pre-vote. */
    @Test
    void aMemberWithAShorterLeaseDoesNotDeposeALeaderThatTheOthersHear() throws IOException {
        try (LocalGroup group = founded(LONG, LONG, SHORT)) {
            Rest rest = new Rest(group);
            Await.untilTrue("one member goes on leading", rest::lasts);
            assertThat(rest.leader).isIn("a", "b");
        }
    }

    /** Where most have the shorter one, such a member comes to lead, and its heartbeats come often enough for all. */
    @Test
    void aMajorityWithAShorterLeaseComesToRest() throws IOException {
        try (LocalGroup group = founded(LONG, SHORT, SHORT)) {
            Rest rest = new Rest(group);
            Await.untilTrue("one member goes on leading", rest::lasts);
            assertThat(rest.leader).isIn("b", "c");
        }
    }

    private LocalGroup founded(Duration a, Duration b, Duration c) throws IOException {
        LocalGroup group = new LocalGroup(dataDir);
        group.start(ElectionTimeouts.of(a), "a", MEMBERS);
        group.start(ElectionTimeouts.of(b), "b", MEMBERS);
        group.start(ElectionTimeouts.of(c), "c", MEMBERS);
        group.leader();
        return group;
    }

    /** On a busy machine a leader may change for other reasons; one that is deposed again and again never lasts. */
    private static final class Rest {

        private final LocalGroup group;
        private String leader = "";
        private long since;

        Rest(LocalGroup group) {
            this.group = group;
        }

        boolean lasts() {
            String now =
                    Stream.of(MEMBERS).filter(id -> group.member(id).leads()).collect(Collectors.joining());
            if (now.isEmpty() || !now.equals(leader)) {
                leader = now;
                since = System.nanoTime();
            }
            return !now.isEmpty() && System.nanoTime() - since > WATCHED.toNanos();
        }
    }
}
