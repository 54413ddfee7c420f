// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the health of the elections is judged and shown.
 *
 * @param disconnectedAfter How long the store may be out of reach before this process is DOWN. A shorter time tells of an outage
 *     sooner; a longer one keeps a process in service through restarts of the store.
 * @param leaderGroup Name of the health group that is UP only in the process that leads; empty for no such group.
 */
@ConfigurationProperties("management.health.elections")
public record ElectionsHealthProperties(
        @DefaultValue("1m") Duration disconnectedAfter,
        @DefaultValue("leader") String leaderGroup) {

    public ElectionsHealthProperties {
        if (disconnectedAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "management.health.elections.disconnected-after must not be negative, not " + disconnectedAfter);
        }
    }
}
