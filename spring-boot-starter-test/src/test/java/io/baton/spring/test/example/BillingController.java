// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test.example;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BillingController {

    private final BillingJob job;

    BillingController(BillingJob job) {
        this.job = job;
    }

    @PostMapping("/bills")
    void bill() {
        job.bill();
    }
}
