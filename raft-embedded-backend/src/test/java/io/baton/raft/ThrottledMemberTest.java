// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.host.CpuQuota;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that get little of a processor, with a lease that allows for it. */
@Timeout(900)
class ThrottledMemberTest {

    private static final boolean FULL = Boolean.getBoolean("baton.faults");
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int PERCENT = FULL ? 10 : 35;
    private static final Duration FOUNDED = Duration.ofSeconds(60);
    private static final Duration KEPT = Duration.ofSeconds(FULL ? 300 : 5);

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void aGroupWithALongLeaseIsFoundedAndKeepsItsLeader() throws IOException {
        Optional<CpuQuota> limits = CpuQuota.open();
        assumeTrue(limits.isPresent());
        try (CpuQuota quota = limits.orElseThrow();
                ProcessElection processElection = ProcessElection.of(entrants(), "throttled")) {
            long begun = System.nanoTime();
            for (String id : Members.IDS) {
                processElection.join(id, quota.limit(id, PERCENT));
            }
            Term term = processElection.term();
            Duration took = Duration.ofNanos(term.electedAt() - begun);
            Await.untilAfter(term.electedAt(), KEPT);
            System.out.println("with " + PERCENT + " % of a processor each: a leader after " + took.toMillis()
                    + " ms, leaderships " + processElection.terms().size() + " in " + KEPT);
            assertThat(took).isLessThan(FOUNDED);
            assertThat(processElection.isLast(term)).isTrue();
            assertThat(processElection.check().violations()).isEmpty();
        }
    }

    private WorkerSpec entrants() {
        String addresses = Members.IDS.stream()
                .map(id -> id + "@127.0.0.1:" + FreePorts.next())
                .collect(Collectors.joining(","));
        return WorkerSpec.over("raft", "baton.raft.id", LEASE)
                .with("baton.raft.members", addresses)
                .with("baton.raft.data-dir", dataDir.toString())
                .with("baton.connect-timeout", "120s");
    }
}
