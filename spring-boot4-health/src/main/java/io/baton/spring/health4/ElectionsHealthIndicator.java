// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.health4;

import io.baton.spring.actuate.ElectionsHealth;
import io.baton.spring.actuate.ElectionsHealth.Report;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Health of the elections in the words of Spring Boot 4. */
final class ElectionsHealthIndicator extends AbstractHealthIndicator {

    private final ElectionsHealth health;

    ElectionsHealthIndicator(ElectionsHealth health) {
        super("the elections could not be asked");
        this.health = health;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Report report = health.report();
        builder.status(report.isUp() ? Status.UP : Status.DOWN).withDetails(report.details());
    }
}
