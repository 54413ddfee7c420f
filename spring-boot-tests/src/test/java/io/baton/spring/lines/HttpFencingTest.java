// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.fencing.FencingGuard;
import io.baton.spring.http.FencingTokenFilter;
import io.baton.spring.http.FencingTokenHeader;
import io.baton.spring.http.FencingTokenSender;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Fencing tokens over HTTP. */
class HttpFencingTest {

    @Test
    void theReceiverRefusesWhatALeaderSendsAfterItsSuccessor() throws Exception {
        try (Application application = ApplicationLauncher.of(Ledger.class)
                .store(UUID.randomUUID().toString())
                .start()) {
            RestClient client = RestClient.builder()
                    .baseUrl(url(application))
                    .requestInterceptor(FencingTokenSender.ofCurrent())
                    .build();
            application.bean(Baton.class).elector("billing").start();
            Leadership leadership = Await.leadership(application, "billing");
            assertThat(leadership.call(() -> write(client))).isEqualTo("written");

            FencingToken later = new FencingToken(leadership.token().value() + 1);
            assertThat(RestClient.create(url(application))
                            .post()
                            .uri("/entries")
                            .header(FencingTokenHeader.NAME, FencingTokenHeader.format("billing", later))
                            .retrieve()
                            .body(String.class))
                    .isEqualTo("written");
            assertThatThrownBy(() -> leadership.call(() -> write(client)))
                    .isInstanceOfSatisfying(
                            HttpClientErrorException.class,
                            refused ->
                                    assertThat(refused.getStatusCode().value()).isEqualTo(412));
            assertThat(application.post("/entries").statusCode()).isEqualTo(428);
        }
    }

    private static String url(Application application) {
        return "http://127.0.0.1:" + application.context().getEnvironment().getRequiredProperty("local.server.port");
    }

    private static String write(RestClient client) {
        return String.valueOf(client.post().uri("/entries").retrieve().body(String.class));
    }

    @EnableAutoConfiguration
    @Import(Entries.class)
    static class Ledger {

        @Bean
        FencingTokenFilter fencing() {
            return new FencingTokenFilter(FencingGuard.inMemory());
        }
    }

    @RestController
    static class Entries {

        @PostMapping("/entries")
        String write() {
            return "written";
        }
    }
}
