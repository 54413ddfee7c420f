// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.health4;

import io.baton.spring.actuate.LeaderGroup;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Status;

/**
 * A health group whose status says whether this process leads. Its one member is up in a standby too, so that the health of the
 * whole process does not depend on who leads.
 *
 * @param shown says what each caller is shown, and under which path in addition
 * @param leads whether this process leads
 */
record LeaderHealthEndpointGroup(HealthEndpointGroup shown, BooleanSupplier leads) implements HealthEndpointGroup {

    @Override
    public boolean isMember(String name) {
        return name.equals(LeaderGroup.MEMBER);
    }

    @Override
    public boolean showComponents(SecurityContext securityContext) {
        return shown.showComponents(securityContext);
    }

    @Override
    public boolean showDetails(SecurityContext securityContext) {
        return shown.showDetails(securityContext);
    }

    @Override
    public StatusAggregator getStatusAggregator() {
        return statuses -> leads.getAsBoolean() ? Status.UP : Status.OUT_OF_SERVICE;
    }

    @Override
    public HttpCodeStatusMapper getHttpCodeStatusMapper() {
        return status -> status.equals(Status.UP) ? 200 : 503;
    }

    @Override
    public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
        return shown.getAdditionalPath();
    }
}
