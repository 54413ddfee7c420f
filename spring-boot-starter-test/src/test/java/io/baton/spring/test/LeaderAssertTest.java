// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.Leadership;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.ScriptedCandidate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderAssertTest {

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final Baton baton = Baton.connect(new InMemoryBackend(store), Map.of("baton.lease-duration", "60s"));

    @AfterEach
    void close() {
        baton.close();
    }

    @Test
    void holdsInsideLeaderOnlyWorkOfThatElectionAlone() throws Exception {
        Leadership leadership = baton.elector("billing").start().awaitLeadership();
        assertThat(leadership.<Leadership>call(() -> LeaderAssert.assertLeader("billing")))
                .isSameAs(leadership);
        assertThatThrownBy(() -> leadership.call(() -> LeaderAssert.assertLeader("reports")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'reports'")
                .hasMessageContaining("runs leader-only work of 'billing'");
        assertThatThrownBy(() -> LeaderAssert.assertLeader("billing"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("runs no leader-only work");
    }

    @Test
    void failsWhenTheLeadershipHasEnded() throws Exception {
        Leadership leadership = baton.elector("billing").start().awaitLeadership();
        assertThatThrownBy(() -> leadership.callUninterrupted(() -> {
                    new ScriptedCandidate(store, new Candidate("other")).lead(new ElectionName("billing"));
                    await().until(() -> !leadership.isHeld());
                    return LeaderAssert.assertLeader("billing");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("has ended");
    }
}
