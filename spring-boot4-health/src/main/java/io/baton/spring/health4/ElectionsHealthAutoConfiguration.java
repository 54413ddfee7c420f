// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.health4;

import io.baton.Baton;
import io.baton.spring.actuate.ElectionsHealth;
import io.baton.spring.actuate.ElectionsHealthProperties;
import io.baton.spring.actuate.LeaderGroup;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** The health of the elections and the groups of the leader on Spring Boot 4; {@code baton-spring-boot} has that of 3.5. */
@AutoConfiguration(afterName = "io.baton.spring.autoconfigure.BatonAutoConfiguration")
@ConditionalOnClass({ConditionalOnEnabledHealthIndicator.class, HealthIndicator.class})
@ConditionalOnBean(Baton.class)
@ConditionalOnEnabledHealthIndicator(LeaderGroup.MEMBER)
@EnableConfigurationProperties(ElectionsHealthProperties.class)
public final class ElectionsHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ElectionsHealth electionsHealth(Baton baton, ElectionsHealthProperties properties) {
        return new ElectionsHealth(baton, properties.disconnectedAfter(), System::nanoTime);
    }

    @Bean
    @ConditionalOnMissingBean(name = "electionsHealthIndicator")
    HealthIndicator electionsHealthIndicator(ElectionsHealth health) {
        return new ElectionsHealthIndicator(health);
    }

    /** First, so that Boot's own groups, which come last, are added to these. */
    @Bean
    @Order(0)
    HealthEndpointGroupsPostProcessor leaderHealthEndpointGroups(
            Baton baton, ElectionsHealthProperties properties, Environment environment) {
        LeaderGroup leader = new LeaderGroup(baton, properties, environment);
        return groups -> leader.name().isEmpty() ? groups : new LeaderHealthEndpointGroups(groups, leader);
    }
}
