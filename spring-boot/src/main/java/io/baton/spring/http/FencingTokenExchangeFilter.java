// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.Leadership;
import java.util.function.Supplier;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Sends the fencing token of a leadership with each request of a {@code WebClient}, as {@link FencingTokenSender} does
 * for the other clients:
 *
 * <pre>{@code
 * WebClient ledger = WebClient.builder()
 *         .baseUrl("https://ledger.example.org")
 *         .filter(FencingTokenExchangeFilter.ofCurrent())
 *         .build();
 * }</pre>
 *
 * <p>It replaces a {@link FencingTokenHeader#NAME} field that the request has already. Immutable and safe for use by
 * many threads.
 */
public final class FencingTokenExchangeFilter implements ExchangeFilterFunction {

    private final Supplier<String> value;

    private FencingTokenExchangeFilter(Supplier<String> value) {
        this.value = value;
    }

    /**
     * Sends the token of {@link Leadership#current()} of the thread that subscribes to the response, as {@code block()}
     * does in the calling thread. A switch of threads before the subscription ({@code subscribeOn}, a retry with a
     * delay) leaves the leadership behind: the response is then an {@link IllegalStateException} and nothing is sent.
     * Use {@link #of(Leadership)} there.
     */
    public static FencingTokenExchangeFilter ofCurrent() {
        return new FencingTokenExchangeFilter(FencingTokenHeader::ofCurrentLeadership);
    }

    /** Sends the token of this leadership, in whatever thread. */
    public static FencingTokenExchangeFilter of(Leadership leadership) {
        String fixed = FencingTokenHeader.format(leadership);
        return new FencingTokenExchangeFilter(() -> fixed);
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        String token = value.get();
        return next.exchange(ClientRequest.from(request)
                .headers(headers -> headers.set(FencingTokenHeader.NAME, token))
                .build());
    }
}
