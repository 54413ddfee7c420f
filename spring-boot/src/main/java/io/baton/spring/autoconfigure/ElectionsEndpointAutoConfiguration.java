// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.Baton;
import io.baton.spring.actuate.ElectionChanges;
import io.baton.spring.actuate.ElectionsEndpoint;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint {@code elections}, where it is exposed. */
@AutoConfiguration(afterName = "io.baton.spring.autoconfigure.BatonAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Baton.class)
public final class ElectionsEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(endpoint = ElectionsEndpoint.class)
    ElectionChanges batonElectionChanges(ObjectProvider<Clock> clock) {
        return new ElectionChanges(clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(endpoint = ElectionsEndpoint.class)
    ElectionsEndpoint electionsEndpoint(Baton baton, ElectionChanges changes) {
        return new ElectionsEndpoint(baton, changes);
    }
}
