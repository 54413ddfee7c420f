// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.spring.ElectorCustomizer;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ElectorCustomizerTest {

    @Test
    void eachElectorIsCustomizedOnceBeforeItStandsAndMayAskForOthers() {
        String store = UUID.randomUUID().toString();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ElectionsAutoConfiguration.class))
                .withBean(
                        "baton",
                        Baton.class,
                        () -> Baton.connect(Map.of("baton.backend", "memory", "baton.memory.store", store)))
                .withUserConfiguration(Customized.class)
                .run(context -> {
                    assertThat(context.getBean(Customized.class).seen)
                            .containsExactlyInAnyOrder("billing", "billing-audit");
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> context.getBean(ElectorRegistry.class).electors().stream()
                                    .allMatch(LeaderElector::isLeader));
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Bean
        ElectorCustomizer audit(ObjectProvider<ElectorRegistry> electors) {
            return elector -> {
                assertThatThrownBy(() -> elector.awaitLeadership(Duration.ZERO))
                        .as("waiting for an elector that was not started")
                        .isInstanceOf(IllegalStateException.class);
                seen.add(elector.election());
                if (!elector.election().endsWith("-audit")) {
                    var unused = electors.getObject().elector(elector.election() + "-audit");
                }
            };
        }

        @Bean
        Billing billing() {
            return new Billing();
        }
    }

    static class Billing {
        @LeaderOnly("billing")
        void send() {}
    }
}
