// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.ElectionStatus.State;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spring.actuate.ActuatorApplication.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real web application answers; the same on every line of Spring Boot. */
class ActuatorOverHttpTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final SharedStore store = new SharedStore();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aStandbyIsUpAndTakesNoTrafficOfTheLeader() throws InterruptedException {
        lead(store.connect(), "billing");
        Baton standby = store.connect();
        standby.elector("billing").start();
        await().atMost(SOON).until(() -> standby.status().elections().get(0).state() == State.WAITING);
        try (ActuatorApplication application = new ActuatorApplication(standby)) {
            Answer health = application.get("health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json()).containsEntry("status", "UP").doesNotContainKey("components");
            assertThat((List<?>) health.json().get("groups")).asString().contains("leader");
            assertThat(application.get("health/liveness").status()).isEqualTo(200);
            assertThat(application.get("health/readiness").status()).isEqualTo(200);
            for (String path : List.of("health/leader", "health/leader-billing")) {
                Answer leader = application.get(path);
                assertThat(leader.status()).isEqualTo(503);
                assertThat(leader.json()).isEqualTo(Map.of("status", "OUT_OF_SERVICE"));
            }
            assertThat(application.get("health/leader-unknown").status()).isEqualTo(404);
            assertThat(map(application.get("elections").json(), "elections", "billing"))
                    .containsEntry("state", "WAITING")
                    .containsEntry("remaining", "PT0S")
                    .doesNotContainKey("token");
            assertThat(application.post("elections/billing").status()).isIn(403, 405);
        }
    }

    @Test
    void theLeaderTakesItsTraffic() throws InterruptedException {
        Baton baton = store.connect();
        lead(baton, "billing");
        try (ActuatorApplication application =
                new ActuatorApplication(baton, "management.endpoint.health.show-details=always")) {
            Answer leader = application.get("health/leader");
            assertThat(leader.status()).isEqualTo(200);
            assertThat(map(leader.json(), "components", "elections", "details")).containsEntry("connected", true);
            assertThat(map(leader.json(), "components", "elections", "details", "elections", "billing"))
                    .containsEntry("leads", true);
            assertThat(map(application.get("health").json(), "components", "elections"))
                    .containsEntry("status", "UP");
            lead(store.connect(), "reports");
            baton.elector("reports").start();
            assertThat(application.get("health/leader").status()).isEqualTo(503);
            assertThat(application.get("health/leader-billing").status()).isEqualTo(200);
            assertThat(application.get("health/leader-reports").status()).isEqualTo(503);
            assertThat(application.get("health").status()).isEqualTo(200);
        }
    }

    @Test
    void theEndpointTellsSessionElectionsAndChanges() throws InterruptedException {
        Baton baton = store.connect();
        Leadership leadership = lead(baton, "billing");
        try (ActuatorApplication application =
                new ActuatorApplication(baton, "baton.elections.reports.drain-timeout=1s")) {
            Map<String, Object> all = application.get("elections").json();
            assertThat(map(all, "session"))
                    .containsEntry("connected", true)
                    .containsEntry("leaseDuration", "PT1M")
                    .containsKeys("name", "age", "validity", "sinceLastAnswer");
            assertThat(map(all, "elections", "billing"))
                    .containsEntry("state", "LEADING")
                    .containsEntry("losses", Map.of())
                    .containsKeys("since", "remaining", "leader", "token")
                    .doesNotContainKey("lastRefusal");
            Answer one = application.get("elections/billing");
            assertThat(one.json())
                    .containsEntry("election", "billing")
                    .containsOnlyKeys("election", "status", "changes");
            assertThat(map(one.json(), "status")).containsEntry("state", "LEADING");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    application.get("elections/reports").text())
                            .contains("\"change\":\"ELECTED\"")
                            .contains("\"change\":\"LEADER_CHANGED\""));
            assertThat(application.get("elections/unknown").status()).isEqualTo(404);
            assertThat(application.post("elections/billing").status()).isIn(403, 405);
            assertThat(leadership.isHeld()).isTrue();
        }
    }

    @Test
    void aPostResignsWhereAccessIsUnrestricted() throws InterruptedException {
        Baton baton = store.connect();
        Leadership leadership = lead(baton, "billing");
        try (ActuatorApplication application =
                new ActuatorApplication(baton, "management.endpoint.elections.access=unrestricted")) {
            assertThat(application.post("elections/unknown").status()).isEqualTo(404);
            assertThat(leadership.isHeld()).isTrue();
            Answer resigned = application.post("elections/billing");
            assertThat(resigned.status()).isEqualTo(200);
            assertThat(resigned.json()).isEqualTo(Map.of("election", "billing", "led", true));
            await().atMost(SOON).until(() -> application.get("health/leader").status() == 503);
            assertThat(leadership.isHeld()).isFalse();
            assertThat(application.post("elections/billing").json()).containsEntry("led", false);
            assertThat(map(application.get("elections").json(), "elections", "billing"))
                    .containsEntry("losses", Map.of("RESIGNED", 1));
            assertThat(application.get("health").status()).isEqualTo(200);
        }
    }

    private static Leadership lead(Baton baton, String election) throws InterruptedException {
        LeaderElector elector = baton.elector(election).start();
        return elector.awaitLeadership();
    }

    private static Map<String, Object> map(Map<String, Object> json, String... keys) {
        Map<String, Object> inner = json;
        for (String key : keys) {
            @SuppressWarnings("unchecked")
            Map<String, Object> next = (Map<String, Object>) inner.get(key);
            inner = Objects.requireNonNull(next, key);
        }
        return inner;
    }
}
