// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Leadership;
import io.baton.fencing.FencingGuard;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.scheduler.Schedulers;

/** The clients of Spring send the token of the leadership under which they are called. */
@Timeout(120)
class FencingTokenSenderTest {

    private final Receiver receiver = Receiver.start(new FencingTokenFilter(FencingGuard.inMemory()));
    private Terms terms;
    private Leadership before;
    private Leadership now;

    @BeforeEach
    void elect() throws InterruptedException {
        terms = Terms.of("a b", 2);
        before = terms.get(0);
        now = terms.get(1);
    }

    @AfterEach
    void close() {
        terms.close();
        receiver.close();
    }

    @Test
    void aRestClientSendsTheCurrentToken() throws Exception {
        RestClient client = restClient(FencingTokenSender.ofCurrent());
        assertThat(now.call(() -> post(client))).isEqualTo("written");
        assertThat(receiver.ledger().handled()).containsExactly(field(now));
    }

    @Test
    void aRestTemplateSendsTheCurrentToken() throws Exception {
        RestTemplate client = new RestTemplate();
        client.setInterceptors(List.of(FencingTokenSender.ofCurrent()));
        assertThat(now.call(() -> client.postForObject(receiver.url() + "/entries", "entry", String.class)))
                .isEqualTo("written");
        assertThat(receiver.ledger().handled()).containsExactly(field(now));
    }

    @Test
    void aWebClientSendsTheCurrentToken() throws Exception {
        WebClient client = webClient(FencingTokenExchangeFilter.ofCurrent());
        assertThat(now.call(() -> post(client))).isEqualTo("written");
        assertThat(receiver.ledger().handled()).containsExactly(field(now));
    }

    @Test
    void withoutALeadershipNothingIsSent() throws Exception {
        RestClient client = restClient(FencingTokenSender.ofCurrent());
        WebClient webClient = webClient(FencingTokenExchangeFilter.ofCurrent());
        assertThatIllegalStateException()
                .isThrownBy(() -> post(client))
                .withMessageContaining("no leadership is current")
                .withMessageContaining("@LeaderOnly");
        assertThatIllegalStateException().isThrownBy(() -> post(webClient)).withMessageContaining("@LeaderOnly");
        assertThatIllegalStateException().isThrownBy(() -> now.call(() -> postInAnotherThread(webClient)));
        assertThat(receiver.ledger().handled()).isEmpty();
    }

    @Test
    void aFixedLeadershipIsSentFromEveryThread() {
        assertThat(post(restClient(FencingTokenSender.of(now)))).isEqualTo("written");
        assertThat(postInAnotherThread(webClient(FencingTokenExchangeFilter.of(now))))
                .isEqualTo("written");
        assertThat(receiver.ledger().handled()).containsExactly(field(now), field(now));
    }

    @Test
    void aFieldThatIsThereIsReplaced() {
        RestClient client = restClient(FencingTokenSender.of(now))
                .mutate()
                .defaultHeader("fencing-token", "other=1")
                .build();
        WebClient webClient = webClient(FencingTokenExchangeFilter.of(now))
                .mutate()
                .defaultHeader("fencing-token", "other=1")
                .build();
        post(client);
        post(webClient);
        RestTemplate template = new RestTemplate();
        template.setInterceptors(List.of(FencingTokenSender.of(now)));
        HttpHeaders headers = new HttpHeaders();
        headers.add("FENCING-TOKEN", "other=1");
        template.postForObject(receiver.url() + "/entries", new HttpEntity<>("entry", headers), String.class);
        assertThat(receiver.ledger().handled()).containsExactly(field(now), field(now), field(now));
    }

    @Test
    void aDeposedLeaderIsToldWhichTokenHasBeenSeen() {
        post(restClient(FencingTokenSender.of(now)));
        assertThatThrownBy(() -> post(restClient(FencingTokenSender.of(before))))
                .isInstanceOfSatisfying(HttpClientErrorException.class, refused -> {
                    assertThat(refused.getStatusCode().value()).isEqualTo(412);
                    assertThat(refused.getResponseHeaders()).isNotNull();
                    assertThat(refused.getResponseHeaders().getFirst("Fencing-Token"))
                            .isEqualTo(field(now));
                });
        assertThatThrownBy(() -> post(webClient(FencingTokenExchangeFilter.of(before))))
                .isInstanceOfSatisfying(
                        WebClientResponseException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(412));
        assertThat(receiver.ledger().handled()).containsExactly(field(now));
    }

    private static String field(Leadership leadership) {
        return "a%20b=" + leadership.token();
    }

    private RestClient restClient(FencingTokenSender sender) {
        return RestClient.builder()
                .baseUrl(receiver.url())
                .requestInterceptor(sender)
                .build();
    }

    private WebClient webClient(FencingTokenExchangeFilter filter) {
        return WebClient.builder()
                .baseUrl(receiver.url())
                .clientConnector(new JdkClientHttpConnector())
                .filter(filter)
                .build();
    }

    private static String post(RestClient client) {
        return String.valueOf(
                client.post().uri("/entries").body("entry").retrieve().body(String.class));
    }

    private static String post(WebClient client) {
        return String.valueOf(client.post()
                .uri("/entries")
                .bodyValue("entry")
                .retrieve()
                .bodyToMono(String.class)
                .block());
    }

    private static String postInAnotherThread(WebClient client) {
        return String.valueOf(client.post()
                .uri("/entries")
                .bodyValue("entry")
                .retrieve()
                .bodyToMono(String.class)
                .subscribeOn(Schedulers.boundedElastic())
                .block());
    }
}
