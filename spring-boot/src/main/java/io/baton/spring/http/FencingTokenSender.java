// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.Leadership;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends the fencing token of a leadership with each request of a {@code RestClient} or {@code RestTemplate}, for a
 * receiver that refuses stale ones, such as {@link FencingTokenFilter}:
 *
 * <pre>{@code
 * RestClient ledger = RestClient.builder()
 *         .baseUrl("https://ledger.example.org")
 *         .requestInterceptor(FencingTokenSender.ofCurrent())
 *         .build();
 * }</pre>
 *
 * <p>It replaces a {@link FencingTokenHeader#NAME} field that the request has already. No client gets it by itself: the
 * application chooses the receivers that learn of its tokens. A token is no secret, and it is no credential either: the
 * receiver still has to know who asks.
 *
 * <p><b>Not promised.</b> It does not ask whether the leadership is still held, since the answer may change before the
 * request arrives; that is for the receiver to say. Immutable and safe for use by many threads.
 */
public final class FencingTokenSender implements ClientHttpRequestInterceptor {

    private final Supplier<String> value;

    private FencingTokenSender(Supplier<String> value) {
        this.value = value;
    }

    /**
     * Sends the token of {@link Leadership#current()} of the thread that makes the request. Without one the request is
     * not sent and fails with an {@link IllegalStateException}: a call that is meant for leaders must not go out
     * unfenced.
     */
    public static FencingTokenSender ofCurrent() {
        return new FencingTokenSender(FencingTokenHeader::ofCurrentLeadership);
    }

    /** Sends the token of this leadership, in whatever thread. */
    public static FencingTokenSender of(Leadership leadership) {
        String fixed = FencingTokenHeader.format(leadership);
        return new FencingTokenSender(() -> fixed);
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        request.getHeaders().set(FencingTokenHeader.NAME, value.get());
        return execution.execute(request, body);
    }
}
