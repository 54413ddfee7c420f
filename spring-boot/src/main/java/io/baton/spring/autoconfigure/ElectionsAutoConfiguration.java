// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.Baton;
import io.baton.spring.elections.ElectionsConfiguration;
import io.baton.spring.elections.ElectorRegistry;
import io.baton.spring.leaderonly.LeaderOnlyConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Honours {@code @LeaderOnly}, and makes the electors of the elections that annotations and {@code baton.elections} name. Without a
 * {@link Baton} an application that needs an election does not start.
 */
@AutoConfiguration(afterName = "io.baton.spring.autoconfigure.BatonAutoConfiguration")
@Import(LeaderOnlyConfiguration.class)
public class ElectionsAutoConfiguration {

    @Bean
    static ElectorBeanRegistrar batonElectorBeanRegistrar(Environment environment) {
        return new ElectorBeanRegistrar(environment);
    }

    /** Unless a context above has the electors already: one application stands in an election once. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Baton.class)
    @ConditionalOnMissingBean(ElectorRegistry.class)
    @Import(ElectionsConfiguration.class)
    static class WithBaton {}
}
