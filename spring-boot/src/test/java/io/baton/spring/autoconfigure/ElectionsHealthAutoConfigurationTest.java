// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.spring.actuate.ElectionsHealth;
import io.baton.spring.actuate.SharedStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The health contributor and the groups of the leader on Spring Boot 3.5, in a process that waits for its turn. */
class ElectionsHealthAutoConfigurationTest {

    private static final String OWN_GROUP = "management.endpoint.health.group.leader.";

    private final SharedStore store = new SharedStore();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    AvailabilityHealthContributorAutoConfiguration.class,
                    AvailabilityProbesAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class,
                    ElectionsHealthAutoConfiguration.class))
            .withPropertyValues("management.endpoint.health.probes.enabled=true");

    @BeforeEach
    void lead() throws InterruptedException {
        store.connect().elector("billing").start().awaitLeadership();
    }

    @AfterEach
    void close() {
        store.close();
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
            assertThat(groups.get("liveness").isMember("elections")).isFalse();
            assertThat(groups.get("readiness").isMember("elections")).isFalse();
            assertThat(groups.get("leader").isMember("ping")).isFalse();
            assertThat(groups.get("leader").showDetails(SecurityContext.NONE)).isFalse();
            assertThat(groups.get("leader").getHttpCodeStatusMapper().getStatusCode(Status.OUT_OF_SERVICE))
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
                    HealthComponent leader =
                            context.getBean(HealthEndpoint.class).healthForPath("leader");
                    assertThat(leader.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(((CompositeHealth) leader).getComponents()).containsOnlyKeys("elections");
                    HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
                    assertThat(groups.get("leader").showDetails(SecurityContext.NONE))
                            .isTrue();
                    assertThat(groups.get("leader").getAdditionalPath()).hasToString("server:/leads");
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
                .withBean(Baton.class, store::connect)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ElectionsHealth.class));
    }

    @Test
    void aNegativeBoundIsRefused() {
        standby()
                .withPropertyValues("management.health.elections.disconnected-after=-1s")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("disconnected-after"));
    }

    private static Status status(AssertableApplicationContext context, String path) {
        return context.getBean(HealthEndpoint.class).healthForPath(path).getStatus();
    }

    private ApplicationContextRunner standby() {
        return application.withBean(Baton.class, () -> {
            Baton baton = store.connect();
            baton.elector("billing").start();
            return baton;
        });
    }
}
