// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test.example;

import org.springframework.stereotype.Component;

@Component
public class Invoices {

    public void send() {}
}
