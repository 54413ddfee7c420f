// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.baton.Leadership;
import io.baton.spring.test.AutoConfigureElections;
import io.baton.spring.test.LeaderAssert;
import io.baton.spring.test.TestElections;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@AutoConfigureElections
class BillingJobTest {

    @Autowired
    BillingJob job;

    @Autowired
    TestElections elections;

    @MockitoBean
    Invoices invoices;

    @Test
    void aStandbyDoesNotBillUntilItLeads() {
        elections.lose("billing");
        job.bill();
        verify(invoices, never()).send();

        elections.elect("billing");
        job.bill();
        verify(invoices).send();
    }

    @Test
    void theLeaderBills() {
        job.bill();
        verify(invoices).send();
    }

    @Test
    void aJobThatLosesItsLeadershipIsInterrupted() {
        AtomicBoolean interrupted = new AtomicBoolean();
        doAnswer(call -> {
                    Leadership leadership = LeaderAssert.assertLeader("billing");
                    elections.expire();
                    interrupted.set(Thread.interrupted() && !leadership.isHeld());
                    return null;
                })
                .when(invoices)
                .send();
        job.bill();
        assertThat(interrupted).isTrue();
    }
}
