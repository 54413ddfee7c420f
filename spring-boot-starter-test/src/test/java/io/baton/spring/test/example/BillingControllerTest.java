// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test.example;

import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.baton.spring.test.AutoConfigureElections;
import io.baton.spring.test.TestElections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
@AutoConfigureElections
@Import(BillingJob.class)
class BillingControllerTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TestElections elections;

    @MockitoBean
    Invoices invoices;

    @Test
    void onlyTheLeaderBillsOnRequest() throws Exception {
        elections.lose("billing");
        mvc.perform(post("/bills"));
        verify(invoices, never()).send();

        elections.elect("billing");
        mvc.perform(post("/bills"));
        verify(invoices).send();
    }
}
