// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderElector;
import io.baton.spring.LeadershipElectedEvent;
import io.baton.spring.test.example.BillingApplication;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

@SpringBootTest(classes = BillingApplication.class)
@AutoConfigureElections(leader = false)
@Import(StandbyContextTest.Elected.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandbyContextTest {

    @Autowired
    TestElections elections;

    @Autowired
    LeaderElector billing;

    @Autowired
    Elected elected;

    @Test
    @Order(1)
    void theApplicationHasNotLedSinceItStarted() {
        assertThat(billing.isLeader()).isFalse();
        assertThat(elected.times).hasValue(0);
    }

    @RepeatedTest(3)
    @Order(2)
    void eachMethodBeginsAsAStandbyAlsoAfterOneThatHasWon() {
        assertThat(billing.isLeader()).isFalse();
        assertThat(elections.elect("billing").isHeld()).isTrue();
    }

    static class Elected {

        final AtomicInteger times = new AtomicInteger();

        @EventListener
        void elected(LeadershipElectedEvent event) {
            times.incrementAndGet();
        }
    }
}
