// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http.example;

import io.baton.LeaderOnly;
import io.baton.spring.http.FencingTokenSender;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

/** The sender. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BillingApplication.BillingJob.class)
class BillingApplication {

    @Bean
    RestClient ledger(RestClient.Builder builder, @Value("${ledger.url}") String url) {
        return builder.baseUrl(url)
                .requestInterceptor(FencingTokenSender.ofCurrent())
                .build();
    }

    static class BillingJob {

        private final RestClient ledger;

        BillingJob(RestClient ledger) {
            this.ledger = ledger;
        }

        @LeaderOnly("billing")
        public void bill() {
            ledger.post().uri("/entries").body("an entry").retrieve().toBodilessEntity();
        }
    }
}
