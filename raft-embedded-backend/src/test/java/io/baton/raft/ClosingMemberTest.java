// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.process.election.FaultRounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How members leave, and come back. */
@Timeout(300)
class ClosingMemberTest {

    private static final String[] MEMBERS = {"a", "b", "c"};
    private static final int TIMES = 5;
    private static final Duration BOUND = Duration.ofSeconds(2);

    @TempDir
    private Path dataDir = Path.of("");

    /** When the second has left, no majority is there that could take note of anything. */
    @Test
    void theLastMembersOfAGroupLeaveSoonAndComeBackAtOnce() {
        LocalGroup addresses = new LocalGroup(dataDir);
        FaultRounds faultRounds = new FaultRounds("three members closed one after the other", 1, 10);
        FaultRounds all = new FaultRounds("closing of a member", 3, 30);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            List<Baton> members = connect(addresses);
            List<LeaderElector> electors = members.stream()
                    .map(member -> member.elector("closing").start())
                    .toList();
            Await.untilTrue("one leads", () -> electors.stream().anyMatch(LeaderElector::isLeader));
            List<Long> took = members.stream().map(ClosingMemberTest::close).toList();
            took.forEach(all::add);
            faultRounds.note(
                    took.stream().map(nanos -> nanos / 1_000_000 + " ms").toList() + "");
        }
        // Each directory is free: a member that finds a lock in its directory refuses to connect.
        connect(addresses).forEach(Baton::close);
        all.assertWithin(BOUND);
    }

    private static long close(Baton member) {
        long begun = System.nanoTime();
        member.close();
        return System.nanoTime() - begun;
    }

    private static List<Baton> connect(LocalGroup addresses) {
        List<CompletableFuture<Baton>> members = Stream.of(MEMBERS)
                .map(id -> addresses.configuration(id, MEMBERS).with("baton.connect-timeout", "120s"))
                .map(configuration ->
                        CompletableFuture.supplyAsync(configuration::connect, task -> new Thread(task).start()))
                .toList();
        return members.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void aClosedMembersDirectoryCanBeUsedAtOnce() throws Exception {
        LocalGroup addresses = new LocalGroup(dataDir);
        Configuration member = addresses.configuration("a", "a");
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            try (Baton baton = member.connect()) {
                assertThat(baton.elector("again").start().awaitLeadership(Await.LONG))
                        .isPresent();
            }
            System.out.println(
                    "time " + i + ": connected, led and closed in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
    }

    /** Its timer for a founding that does not come about would run for ten seconds. */
    @Test
    void theFoundingMemberLeavesNoTimerBehind() throws IOException {
        FaultRounds faultRounds = new FaultRounds("the founding member closed at once", 1, 10);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            try (LocalGroup group = LocalGroup.founded(dataDir.resolve("" + round))) {
                long before = bootstraps();
                long begun = System.nanoTime();
                group.stop("a");
                faultRounds.add(System.nanoTime() - begun);
                assertThat(bootstraps()).isEqualTo(before - 1);
            }
        }
        faultRounds.assertWithin(BOUND);
    }

    private static long bootstraps() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("baton-raft-bootstrap"))
                .count();
    }
}
