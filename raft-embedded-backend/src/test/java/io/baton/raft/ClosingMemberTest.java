// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How members leave, and come back. */
@Timeout(300)
class ClosingMemberTest {

    private static final String[] MEMBERS = {"a", "b", "c"};
    private static final int TIMES = 5;

    /** Two seconds for the places and three for the session, neither of which can be given back; a busy machine has more. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    private Path dataDir = Path.of("");

    /** From the second on there is no majority that could take note of it. */
    @Test
    void theLastMembersOfAGroupLeaveSoon() throws Exception {
        LocalGroup addresses = new LocalGroup(dataDir);
        List<Thread> connecting = new ArrayList<>();
        List<Baton> members = new CopyOnWriteArrayList<>();
        for (String id : MEMBERS) {
            Configuration configuration = addresses.configuration(id, MEMBERS).with("baton.connect-timeout", "120s");
            Thread thread = new Thread(() -> members.add(configuration.connect()), "connecting-" + id);
            thread.start();
            connecting.add(thread);
        }
        for (Thread thread : connecting) {
            thread.join();
        }
        assertThat(members).hasSize(MEMBERS.length);
        List<LeaderElector> electors = members.stream()
                .map(member -> member.elector("closing").start())
                .toList();
        Patience.untilTrue("one leads", () -> electors.stream().anyMatch(LeaderElector::isLeader));
        List<Long> took = new ArrayList<>();
        for (Baton member : members) {
            long begun = System.nanoTime();
            member.close();
            took.add((System.nanoTime() - begun) / 1_000_000);
        }
        System.out.println("three members closed one after the other within " + took + " ms");
        assertThat(took).allSatisfy(millis -> assertThat(millis).isLessThan(BOUND.toMillis()));
    }

    @Test
    void aClosedMembersDirectoryCanBeUsedAtOnce() throws Exception {
        LocalGroup addresses = new LocalGroup(dataDir);
        Configuration member = addresses.configuration("a", "a");
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            try (Baton baton = member.connect()) {
                assertThat(baton.elector("again").start().awaitLeadership(Patience.LONG))
                        .isPresent();
            }
            System.out.println(
                    "time " + i + ": connected, led and closed in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
    }
}
