// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When there is a connection, what it is made from, and when it ends. */
class BatonAutoConfigurationTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void withoutABackendThereIsNoConnection() {
        Contexts.empty().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Baton.class));
        Contexts.empty()
                .withPropertyValues("baton.backend= ")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Baton.class));
    }

    @Test
    void theConnectionLeadsAndIsClosedWithTheContext() {
        Contexts.inMemory().run(context -> {
            Baton baton = context.getBean(Baton.class);
            try (LeaderElector elector = baton.elector("billing").start()) {
                Optional<Leadership> leadership = elector.awaitLeadership(BOUND);
                assertThat(leadership).isPresent();
            }
            context.close();
            assertThatThrownBy(() -> baton.elector("billing")).isInstanceOf(BatonException.class);
        });
    }

    @Test
    void anElectionHasItsOwnOptions() {
        Contexts.inMemory()
                .withPropertyValues("baton.elections.billing.drain-timeout=7s")
                .run(context -> {
                    Baton baton = context.getBean(Baton.class);
                    assertThat(baton.options().drainTimeout()).isEqualTo(Duration.ofSeconds(10));
                    try (LeaderElector elector = baton.elector("billing")) {
                        assertThat(elector.election()).isEqualTo("billing");
                    }
                    assertThat(context.getBean(PlainConfiguration.class).keys())
                            .containsEntry("baton.elections.billing.drain-timeout", "PT7S");
                });
    }

    @Test
    void aContextStartsAlthoughTheStoreIsDown() {
        Contexts.empty()
                .withPropertyValues("baton.backend=etcd", "baton.etcd.endpoints=http://127.0.0.1:1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Baton.class).status().session()).isEmpty();
                });
    }

    @Test
    void aContextFailsWithoutTheStoreIfItIsRequired() {
        Contexts.empty()
                .withPropertyValues(
                        "baton.backend=other", "baton.other.password=refused", "baton.require-connection=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("the user or the password is not accepted"));
    }

    @Test
    void theApplicationsOwnConnectionIsLeftAlone() {
        Contexts.inMemory()
                .withUserConfiguration(Own.class)
                .run(context -> assertThat(context).hasSingleBean(Baton.class).hasBean("own"));
    }

    @Test
    void twoStoresWithoutABackendAreRefused() {
        Contexts.empty()
                .withBean(TestDetails.OfZooKeeper.class)
                .withBean(TestDetails.OfEtcd.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("baton.backend is not set, and there are connection details for zookeeper and etcd:"
                                + " set baton.backend to one of them"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        Baton own() {
            return Baton.connect(Map.of("baton.backend", "memory", "baton.memory.store", "own"));
        }
    }
}
