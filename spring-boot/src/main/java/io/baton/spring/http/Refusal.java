// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.FencingToken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer in place of the application's. Its texts need no escape in JSON. */
record Refusal(int status, String title, String detail, Map<String, String> headers) {

    static Refusal stale(String election, FencingToken offered, FencingToken highestSeen) {
        return new Refusal(
                412,
                "Precondition Failed",
                "token %s of election %s is stale, %s has been seen: the sender no longer leads, and no retry helps"
                        .formatted(offered, FencingTokenHeader.encoded(election), highestSeen),
                Map.of(FencingTokenHeader.NAME, FencingTokenHeader.format(election, highestSeen)));
    }

    static Refusal missing() {
        return new Refusal(
                428,
                "Precondition Required",
                "a request that may change something needs a " + FencingTokenHeader.NAME + " field",
                Map.of());
    }

    static Refusal malformed(String rule) {
        return new Refusal(400, "Bad Request", rule, Map.of());
    }

    static Refusal unguarded() {
        return new Refusal(
                503,
                "Service Unavailable",
                "the fencing token could not be checked, and the request was not handled",
                Map.of("Retry-After", "1"));
    }

    void send(HttpServletResponse response) throws IOException {
        byte[] body = "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(title, status, detail)
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
