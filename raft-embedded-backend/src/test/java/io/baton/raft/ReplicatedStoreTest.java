// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplicatedStoreTest {

    private final ManualStrand time = new ManualStrand();
    private final AtomicInteger notes = new AtomicInteger();
    private final ReplicatedStore replicatedStore = new ReplicatedStore(
            new Strand(time, fault -> {
                throw new AssertionError(fault);
            }),
            time::now,
            notes::incrementAndGet,
            command -> CompletableFuture.completedFuture(command));

    /** What came between the last note and the election would otherwise not count as heard of the one that led before. */
    @Test
    void aNoteIsTakenWhenTheMemberLeads() {
        time.advance(Duration.ZERO);
        assertThat(notes).hasValue(0);
        replicatedStore.leads(7);
        time.advance(Duration.ZERO);
        assertThat(notes).hasValue(1);
    }

    @Test
    void aClosedReplicaAnswersWithAFailure() {
        replicatedStore.close();
        time.advance(Duration.ofSeconds(1));
        assertThat(replicatedStore.snapshot()).isCompletedExceptionally();
        assertThat(notes).hasValue(0);
    }
}
