// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test.example;

import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.baton.spring.test.AutoConfigureElections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@AutoConfigureElections(leader = false)
class StandbyTest {

    @Autowired
    BillingJob job;

    @MockitoBean
    Invoices invoices;

    @Test
    void aStandbyDoesNotBill() {
        job.bill();
        verify(invoices, never()).send();
    }
}
