// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A founding member whose others are gone, before they were added. */
@Timeout(120)
class InterruptedFoundingTest {

    private static final Duration LONGER_THAN_ITS_BOUND = Duration.ofSeconds(11);
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void theFoundingMemberWaitsForTheOthersWithoutBeginningAgain() throws IOException {
        LocalGroup.ofOne(dataDir).close();
        Files.createFile(dataDir.resolve("a").resolve("founding"));
        FaultRounds faultRounds = new FaultRounds("the others come back to a founding", 1, 1);
        try (LocalGroup group = new LocalGroup(dataDir)) {
            group.start("a", "a", "b", "c");
            Set<Long> begun = bootstraps();
            Await.untilAfter(System.nanoTime(), LONGER_THAN_ITS_BOUND);
            assertThat(bootstraps()).isEqualTo(begun);
            group.start("b", "a", "b", "c");
            group.start("c", "a", "b", "c");
            long started = System.nanoTime();
            group.leader();
            faultRounds.add(System.nanoTime() - started);
            faultRounds.note("a leader " + (System.nanoTime() - started) / 1_000_000 + " ms after their start");
        }
        faultRounds.assertWithin(BOUND);
    }

    private static Set<Long> bootstraps() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("baton-raft-bootstrap"))
                .map(Thread::getId)
                .collect(Collectors.toSet());
    }
}
