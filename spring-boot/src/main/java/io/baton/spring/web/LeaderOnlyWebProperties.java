// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests for leader-only handlers reach the leader. Immutable.
 *
 * @param advertisedUrl URL at which clients and the other instances reach this one, for example http://10.0.0.7:8080. Published
 *     as the attribute url.
 * @param allowedHosts Hosts to which requests may be redirected or passed on, as host, host:port or *.domain. All unless set.
 * @param forwardTimeout Time for which a request that is passed on to the leader may take, with its answer.
 */
@ConfigurationProperties("baton.web")
public record LeaderOnlyWebProperties(
        @Nullable String advertisedUrl,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("30s") Duration forwardTimeout) {

    public LeaderOnlyWebProperties {
        allowedHosts = List.copyOf(allowedHosts);
    }
}
