// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.spring.test.example.BillingApplication;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = BillingApplication.class)
@AutoConfigureElections
class TestElectionsTest {

    @Autowired
    TestElections elections;

    @Autowired
    LeaderElector billing;

    @RepeatedTest(3)
    void eachMethodBeginsAsTheLeaderAlsoAfterOneThatHasLost() throws Exception {
        Leadership held = billing.leadership().orElseThrow();
        elections.lose("billing");
        assertThat(billing.isLeader()).isFalse();
        assertThat(reason(held)).isEqualTo(LossReason.REMOVED);
        assertThat(billing.leader().map(Leader::id)).hasValue("another-process");
        assertThat(billing.candidates()).contains(billing.candidate());
    }

    @RepeatedTest(3)
    void anExpiredSessionIsFollowedByAnother() throws Exception {
        Leadership held = billing.leadership().orElseThrow();
        elections.expire();
        assertThat(billing.isLeader()).isFalse();
        assertThat(reason(held)).isEqualTo(LossReason.SESSION_LOST);
        assertThat(billing.leader().map(Leader::id)).hasValue("another-process");

        assertThat(elections.elect("billing").token()).isGreaterThan(held.token());
    }

    @Test
    void leadershipCanBeLostFromInsideLeaderOnlyWork() throws Exception {
        Leadership held = billing.leadership().orElseThrow();
        boolean interrupted = held.call(() -> {
            elections.lose("billing");
            return Thread.interrupted() && !held.isHeld();
        });
        assertThat(interrupted).isTrue();
    }

    @Test
    void aResignedApplicationCanBeElected() {
        billing.resign();
        assertThat(elections.elect("billing").isHeld()).isTrue();
    }

    @Test
    void anElectionThatTheApplicationHasNoElectorForIsRefused() {
        assertThatThrownBy(() -> elections.elect("biling"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'biling'")
                .hasMessageContaining("[billing]");
    }

    @Nested
    class Inside {

        @Test
        void theAnnotationOfTheEnclosingClassHolds() {
            assertThat(billing.isLeader()).isTrue();
        }
    }

    private static LossReason reason(Leadership leadership) throws Exception {
        return leadership.lost().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
