// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderElector;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import io.baton.spring.elections.ElectorRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;

/** For which elections there are electors, as far as the properties say so. */
class ElectionNamesTest {

    @Test
    void aVariableNamesTheElectionThatAFileNames() {
        Contexts.properties(
                        Contexts.variables(
                                Contexts.inMemory()
                                        .withConfiguration(AutoConfigurations.of(ElectionsAutoConfiguration.class)),
                                "BATON_ELECTIONS_NIGHTLYREPORT_DRAINTIMEOUT=1s",
                                "BATON_ELECTIONS_BILLING_DRAINTIMEOUT=1s"),
                        "baton.elections.nightly-report.resign-backoff=2s",
                        "baton.elections[jobs.Daily].resign-backoff=2s")
                .run(context -> {
                    assertThat(context.getBean(ElectorRegistry.class).electors())
                            .extracting(LeaderElector::election)
                            .containsExactly("billing", "jobs.Daily", "nightly-report");
                    assertThat(context.getBean(PlainConfiguration.class).keys())
                            .containsEntry("baton.elections.nightly-report.drain-timeout", "PT1S")
                            .containsEntry("baton.elections.nightly-report.resign-backoff", "PT2S");
                    assertThat(Duration.parse(context.getBean(PlainConfiguration.class)
                                    .keys()
                                    .get("baton.elections.billing.drain-timeout")))
                            .isEqualTo(Duration.ofSeconds(1));
                });
    }
}
