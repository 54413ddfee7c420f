// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.process.election.FaultRounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that are started one after the other, with longer between them than their applications wait for a connection. */
@Timeout(600)
class StaggeredStartTest {

    private static final boolean FULL = Boolean.getBoolean("baton.faults");
    private static final Duration BETWEEN = Duration.ofSeconds(FULL ? 20 : 3);
    private static final String CONNECT_TIMEOUT = FULL ? "15s" : "2s";

    /** Where a start can take longer than a short timeout, an application that begins again each time gets nowhere. */
    private static final String LATER_TIMEOUT = FULL ? "15s" : "60s";

    private static final Duration BOUND = Duration.ofSeconds(3);

    @TempDir
    private Path dataDir = Path.of("");

    /** Each time it fails, the application connects once more. */
    @Test
    void aGroupIsFoundedSoonAfterItsLastMemberCameThoughConnectionsTimeOut() {
        start("a group of applications that connect again", List.of("a", "b", "c"), StaggeredStartTest::again);
    }

    @Test
    @Tag("faults")
    void aGroupIsFoundedSoonAfterItsFoundingMemberCameAsTheLast() {
        start("a group whose founding member comes last", List.of("c", "b", "a"), StaggeredStartTest::again);
    }

    @Test
    void aGroupIsFoundedSoonAfterItsLastMemberCameInTheBackground() {
        start(
                "a group of applications that do not wait",
                List.of("a", "b", "c"),
                configuration ->
                        configuration.with("baton.require-connection", "false").connect());
    }

    /** How an application connects. */
    private interface Connecting {
        Baton connect(Configuration configuration);
    }

    private void start(String name, List<String> order, Connecting connecting) {
        FaultRounds faultRounds = new FaultRounds(name, 1, 1);
        LocalGroup group = new LocalGroup(dataDir);
        List<CompletableFuture<Baton>> members = new ArrayList<>();
        for (String id : order) {
            if (!members.isEmpty()) {
                Await.untilAfter(System.nanoTime(), BETWEEN);
            }
            Configuration configuration =
                    group.configuration(id, "a", "b", "c").with("baton.connect-timeout", CONNECT_TIMEOUT);
            members.add(CompletableFuture.supplyAsync(
                    () -> connecting.connect(configuration), task -> new Thread(task).start()));
        }
        long begun = System.nanoTime();
        Baton last = members.get(members.size() - 1).join();
        LeaderElector elector = last.elector("staggered").start();
        Await.untilTrue("it leads", elector::isLeader);
        faultRounds.add(System.nanoTime() - begun);
        faultRounds.note("a leader " + (System.nanoTime() - begun) / 1_000_000 + " ms after the last start");
        members.forEach(member -> member.join().close());
        faultRounds.assertWithin(BOUND);
    }

    private static Baton again(Configuration configuration) {
        try {
            return configuration.connect();
        } catch (BatonException timedOut) {
            Configuration later = configuration.with("baton.connect-timeout", LATER_TIMEOUT);
            return Await.until("a connection", () -> {
                try {
                    return Optional.of(later.connect());
                } catch (BatonException again) {
                    return Optional.empty();
                }
            });
        }
    }
}
