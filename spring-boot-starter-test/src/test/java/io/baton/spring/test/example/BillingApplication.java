// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test.example;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class BillingApplication {}
