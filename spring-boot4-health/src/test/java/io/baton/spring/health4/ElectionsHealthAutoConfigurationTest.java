// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.health4;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.spi.MonotonicClock;
import io.baton.spring.actuate.ElectionsHealth;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** The health contributor and the groups of the leader on Spring Boot 4, in a process that waits for its turn. */
class ElectionsHealthAutoConfigurationTest {

    private static final String OWN_GROUP = "management.endpoint.health.group.leader.";

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final List<Baton> open = new ArrayList<>();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    AvailabilityHealthContributorAutoConfiguration.class,
                    AvailabilityProbesAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class,
                    ElectionsHealthAutoConfiguration.class))
            .withPropertyValues("management.endpoint.health.probes.enabled=true");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @BeforeEach
    void lead() throws InterruptedException {
        connect().elector("billing").start().awaitLeadership();
    }

    @AfterEach
    void close() {
        open.forEach(Baton::close);
    }

    @Test
    void aStandbyIsUpAndOutOfTheRouting() {
        standby().run(context -> {
            AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            assertThat(context.getBean(HealthEndpoint.class).health().getStatus())
                    .isEqualTo(Status.UP);
            for (String up : new String[] {"elections", "liveness", "readiness"}) {
                assertThat(status(context, up)).isEqualTo(Status.UP);
            }
            assertThat(status(context, "leader")).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(status(context, "leader-billing")).isEqualTo(Status.OUT_OF_SERVICE);
            HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
            assertThat(groups.getNames()).containsExactlyInAnyOrder("leader", "liveness", "readiness");
            assertThat(groups.get("leader-unknown")).isNull();
            assertThat(requireNonNull(groups.get("liveness")).isMember("elections"))
                    .isFalse();
            assertThat(requireNonNull(groups.get("readiness")).isMember("elections"))
                    .isFalse();
            assertThat(requireNonNull(groups.get("leader")).isMember("ping")).isFalse();
            assertThat(requireNonNull(groups.get("leader")).showDetails(SecurityContext.NONE))
                    .isFalse();
            assertThat(requireNonNull(groups.get("leader"))
                            .getHttpCodeStatusMapper()
                            .getStatusCode(Status.OUT_OF_SERVICE))
                    .isEqualTo(503);
        });
    }

    @Test
    void theUsersOwnMembersOfTheGroupWin() {
        standby().withPropertyValues(OWN_GROUP + "include=ping").run(context -> {
            assertThat(status(context, "leader")).isEqualTo(Status.UP);
            assertThat(status(context, "leader-billing")).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void whatTheUserShowsInTheGroupIsShown() {
        standby()
                .withPropertyValues(OWN_GROUP + "show-details=always", OWN_GROUP + "additional-path=server:/leads")
                .run(context -> {
                    HealthDescriptor leader =
                            requireNonNull(context.getBean(HealthEndpoint.class).healthForPath("leader"));
                    assertThat(leader.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(((CompositeHealthDescriptor) leader).getComponents())
                            .containsOnlyKeys("elections");
                    HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
                    assertThat(requireNonNull(groups.get("leader")).showDetails(SecurityContext.NONE))
                            .isTrue();
                    assertThat(requireNonNull(groups.get("leader")).getAdditionalPath())
                            .hasToString("server:/leads");
                });
    }

    @Test
    void theGroupCanHaveAnotherNameOrNone() {
        standby()
                .withPropertyValues("management.health.elections.leader-group=boss")
                .run(context -> {
                    assertThat(status(context, "boss-billing")).isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(context.getBean(HealthEndpointGroups.class).get("leader"))
                            .isNull();
                });
        standby()
                .withPropertyValues("management.health.elections.leader-group=")
                .run(context -> assertThat(
                                context.getBean(HealthEndpointGroups.class).getNames())
                        .containsExactlyInAnyOrder("liveness", "readiness"));
    }

    @Test
    void aDisabledContributorLeavesNothing() {
        standby()
                .withPropertyValues("management.health.elections.enabled=false")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(ElectionsHealth.class);
                    assertThat(context.getBean(HealthEndpointGroups.class).get("leader"))
                            .isNull();
                });
    }

    @Test
    void withoutAConnectionOrTheClassesOfThisLineThereIsNothing() {
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ElectionsHealth.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ElectionsHealthAutoConfiguration.class))
                .withBean(Baton.class, this::connect)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health.contributor"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ElectionsHealth.class));
    }

    @Test
    void theConfigurationForTheEarlierLineIsNotLoaded() {
        new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withBean(Baton.class, this::connect)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ElectionsHealth.class)
                        .hasBean("io.baton.spring.health4.ElectionsHealthAutoConfiguration")
                        .doesNotHaveBean("io.baton.spring.autoconfigure.ElectionsHealthAutoConfiguration"));
    }

    @Test
    void aNegativeBoundIsRefused() {
        standby()
                .withPropertyValues("management.health.elections.disconnected-after=-1s")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("disconnected-after"));
    }

    private static Status status(AssertableApplicationContext context, String path) {
        return requireNonNull(context.getBean(HealthEndpoint.class).healthForPath(path))
                .getStatus();
    }

    private Baton connect() {
        Baton baton = Baton.connect(new InMemoryBackend(store), Map.of("baton.lease-duration", "60s"));
        open.add(baton);
        return baton;
    }

    private ApplicationContextRunner standby() {
        return application.withBean(Baton.class, () -> {
            Baton baton = connect();
            baton.elector("billing").start();
            return baton;
        });
    }
}
