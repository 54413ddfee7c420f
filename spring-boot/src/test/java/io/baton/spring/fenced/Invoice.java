// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity. */
@Entity
class Invoice {

    @Id
    private long number;

    private String customer = "";

    Invoice() {}

    Invoice(long number, String customer) {
        this.number = number;
        this.customer = customer;
    }

    @Override
    public String toString() {
        return number + " of " + customer;
    }
}
