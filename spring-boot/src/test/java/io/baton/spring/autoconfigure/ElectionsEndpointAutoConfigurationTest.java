// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.spring.LeaderChangedEvent;
import io.baton.spring.actuate.ElectionChange;
import io.baton.spring.actuate.ElectionChanges;
import io.baton.spring.actuate.ElectionsEndpoint;
import io.baton.spring.actuate.SharedStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** When there is an endpoint. */
class ElectionsEndpointAutoConfigurationTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=elections";

    private final SharedStore store = new SharedStore();
    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ElectionsEndpointAutoConfiguration.class));

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anExposedEndpointIsThereAndHearsTheEvents() {
        connected()
                .withPropertyValues(EXPOSED)
                .withBean(Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .run(context -> {
                    assertThat(context).hasSingleBean(ElectionsEndpoint.class);
                    Leader leader = new Leader("other", Map.of(), new FencingToken(7));
                    context.publishEvent(new LeaderChangedEvent("billing", Optional.of(leader)));
                    assertThat(context.getBean(ElectionChanges.class).of("billing"))
                            .extracting(ElectionChange::time)
                            .containsExactly("1970-01-01T00:00:00.000Z");
                });
    }

    @Test
    void anEndpointThatIsNotExposedIsNotThere() {
        connected()
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ElectionsEndpoint.class)
                        .doesNotHaveBean(ElectionChanges.class));
    }

    @Test
    void anEndpointWithoutAccessIsNotThere() {
        connected()
                .withPropertyValues(EXPOSED, "management.endpoint.elections.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(ElectionsEndpoint.class));
    }

    @Test
    void withoutAConnectionThereIsNoEndpoint() {
        application
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ElectionsEndpoint.class));
    }

    @Test
    void withoutTheActuatorThereIsNoEndpoint() {
        connected()
                .withPropertyValues(EXPOSED)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("electionsEndpoint"));
    }

    private WebApplicationContextRunner connected() {
        return application.withBean(Baton.class, store::connect);
    }
}
