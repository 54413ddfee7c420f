// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.state.Living;
import io.baton.raft.state.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseComparisonTest {

    private static final int MANY = 1_000;

    private final List<String> warnings = new ArrayList<>();
    private final LeaseComparison comparison = new LeaseComparison(warnings::add);

    @Test
    void membersWithDifferentElectionTimeoutsAreToldOnce() {
        look(List.of(session("a", 60_000), session("b", 800)));
        assertThat(warnings).singleElement().asString().contains("a=PT1M", "b=PT0.8S", "baton.lease-duration");
        look(List.of(session("a", 60_000), session("b", 5_000)));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void leasesWithTheSameElectionTimeoutsAreNoMismatch() {
        look(List.of(session("a", 60_000), session("b", 30_000)));
        look(List.of(session("a", 800), session("b", 500)));
        assertThat(warnings).isEmpty();
    }

    @Test
    void processesThatAreNoMembersMayHaveAnyLease() {
        look(List.of(session("a", 60_000), session("", 800)));
        assertThat(warnings).isEmpty();
    }

    private void look(List<Living> sessions) {
        for (int i = 0; i < MANY; i++) {
            comparison.look(sessions);
        }
    }

    private static Living session(String home, long leaseMillis) {
        return new Living(new SessionId(1, 1), Duration.ofMillis(leaseMillis).toNanos(), home, 1);
    }
}
