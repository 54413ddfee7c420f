// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spring.actuate.SharedStore;
import io.baton.spring.http.FencingTokenExchangeFilter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.reactive.function.client.WebClient;

@Timeout(120)
class HttpFencingTest {

    @Test
    void aDeposedLeaderIsRefusedByTheLedger() throws Exception {
        try (SharedStore store = new SharedStore();
                EmbeddedPostgres database = EmbeddedPostgres.builder().start();
                var ledger = start(LedgerApplication.class, DataSource.class, database.getPostgresDatabase());
                var billing =
                        start(BillingApplication.class, Baton.class, store.connect(), "ledger.url=" + url(ledger))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> billing.getBean(LeaderElector.class).isLeader());
            var entries = ledger.getBean(LedgerApplication.Entries.class);
            billing.getBean(BillingApplication.BillingJob.class).bill();
            assertThat(entries.written).containsExactly("an entry");

            WebClient next = webClient(url(ledger));
            assertThatThrownBy(() -> post(next)).isInstanceOf(IllegalStateException.class);
            assertThat(status(url(ledger) + "/entries", "billing=9000000000000000000"))
                    .isEqualTo(200);
            assertThatThrownBy(() ->
                            billing.getBean(BillingApplication.BillingJob.class).bill())
                    .isInstanceOfSatisfying(
                            HttpClientErrorException.class,
                            refused ->
                                    assertThat(refused.getStatusCode().value()).isEqualTo(412));
            assertThat(status(url(ledger) + "/entries", "reports=1")).isEqualTo(400);
            assertThat(entries.written).hasSize(2);
            assertThat(status(url(ledger) + "/unfenced", "reports=1")).isEqualTo(200);
        }
    }

    private static WebClient webClient(String url) {
        WebClient.Builder builder = WebClient.builder().clientConnector(new JdkClientHttpConnector());
        WebClient ledger = builder.baseUrl(url)
                .filter(FencingTokenExchangeFilter.ofCurrent())
                .build();
        return ledger;
    }

    private static void post(WebClient client) {
        client.post()
                .uri("/entries")
                .bodyValue("an entry")
                .retrieve()
                .toBodilessEntity()
                .block();
    }

    private static int status(String url, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Fencing-Token", token)
                .POST(BodyPublishers.ofString("an entry"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static <T> ConfigurableApplicationContext start(
            Class<?> application, Class<T> type, T bean, String... properties) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off")
                .properties("spring.jmx.enabled=false")
                .properties(properties)
                .initializers(
                        starting -> ((GenericApplicationContext) starting).registerBean("given", type, () -> bean))
                .run();
    }

    private static String url(ConfigurableApplicationContext application) {
        return "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
    }
}
