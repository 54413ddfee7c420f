// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test.example;

import io.baton.LeaderOnly;
import org.springframework.stereotype.Component;

@Component
public class BillingJob {

    private final Invoices invoices;

    public BillingJob(Invoices invoices) {
        this.invoices = invoices;
    }

    @LeaderOnly("billing")
    public void bill() {
        invoices.send();
    }
}
