// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.Leadership;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What operators and load balancers read over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActuatorTest {

    private final Application leader = start("first");
    private final Application standby = start("second");

    @BeforeAll
    void theFirstLeads() throws InterruptedException {
        Await.leadership(leader, "billing");
        LeaderElector waiting = standby.bean(Baton.class).find("billing").orElseThrow();
        Await.until("the second one waits", () -> waiting.candidates().size() == 2);
    }

    @AfterAll
    void close() {
        standby.close();
        leader.close();
    }

    private static Application start(String name) {
        return ApplicationLauncher.of(Configuration.class)
                .store("actuator")
                .property("baton.candidate-id", name)
                .property("management.endpoint.health.probes.enabled", true)
                .start();
    }

    @Test
    void theLeaderAndTheStandbyAreUp() throws Exception {
        for (Application application : new Application[] {leader, standby}) {
            assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
            HttpResponse<String> elections = application.get("/actuator/health/elections");
            assertThat(elections.statusCode()).isEqualTo(200);
            assertThat(elections.body()).contains("\"status\":\"UP\"", "\"connected\":true", "\"billing\"");
        }
    }

    @Test
    void theProbesDoNotDependOnElections() throws Exception {
        for (String probe : new String[] {"liveness", "readiness"}) {
            HttpResponse<String> answer = standby.get("/actuator/health/" + probe);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("elections");
        }
    }

    @Test
    void requestsAreRoutedToTheLeaderOnly() throws Exception {
        for (String group : new String[] {"leader", "leader-billing"}) {
            assertThat(leader.get("/actuator/health/" + group).statusCode()).isEqualTo(200);
            assertThat(standby.get("/actuator/health/" + group).statusCode()).isEqualTo(503);
        }
        assertThat(leader.get("/actuator/health/leader-unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void theEndpointShowsTheElections() throws Exception {
        Leadership leadership = Await.leadership(leader, "billing");
        assertThat(leader.get("/actuator/elections").body()).contains("\"LEADING\"", "\"token\":" + leadership.token());
        assertThat(standby.get("/actuator/elections").body()).contains("\"WAITING\"", "\"id\":\"first\"");
        Await.until(
                "the standby tells the change",
                () -> standby.get("/actuator/elections/billing").body().contains("LEADER_CHANGED"));
        assertThat(leader.get("/actuator/elections/billing").body()).contains("\"ELECTED\"");
        assertThat(standby.get("/actuator/elections/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void resigningIsRefusedUnlessItIsAllowed() throws Exception {
        assertThat(standby.post("/actuator/elections/billing").statusCode()).isEqualTo(405);
    }

    @Test
    void anElectionIsResignedOverHttp() throws Exception {
        try (Application alone = ApplicationLauncher.of(Configuration.class)
                .store("resigned")
                .property("baton.resign-backoff", "1h")
                .property("management.endpoint.elections.access", "unrestricted")
                .start()) {
            Leadership leadership = Await.leadership(alone, "billing");
            HttpResponse<String> answer = alone.post("/actuator/elections/billing");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"led\":true");
            Await.until("the leadership has ended", () -> !leadership.isHeld());
            Await.until(
                    "the endpoint tells why",
                    () -> alone.get("/actuator/elections/billing").body().contains("\"RESIGNED\""));
            assertThat(alone.post("/actuator/elections/unknown").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theMetricsTellWhoLeads() throws Exception {
        assertThat(leading(leader)).isEqualTo("1.0");
        assertThat(leading(standby)).isEqualTo("0.0");
    }

    private static String leading(Application application) throws IOException, InterruptedException {
        String body = application
                .get("/actuator/metrics/baton.leader?tag=election:billing")
                .body();
        return body.replaceAll("(?s).*\"value\":([0-9.]+).*", "$1");
    }

    @EnableAutoConfiguration
    @Import(Job.class)
    static class Configuration {}

    static class Job {

        @LeaderOnly("billing")
        public void run() {}
    }
}
