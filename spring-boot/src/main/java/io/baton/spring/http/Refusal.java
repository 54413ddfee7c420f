// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.FencingToken;
import io.baton.spring.web.request.ProblemAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** An answer in place of the application's. Its texts need no escape in JSON. */
record Refusal(HttpStatus status, String detail, Map<String, String> headers) {

    static Refusal stale(String election, FencingToken offered, FencingToken highestSeen) {
        return new Refusal(
                HttpStatus.PRECONDITION_FAILED,
                "token %s of election %s is stale, %s has been seen: the sender no longer leads, and no retry helps"
                        .formatted(offered, FencingTokenHeader.encoded(election), highestSeen),
                Map.of(FencingTokenHeader.NAME, FencingTokenHeader.format(election, highestSeen)));
    }

    static Refusal missing() {
        return new Refusal(
                HttpStatus.PRECONDITION_REQUIRED,
                "a request that may change something needs a " + FencingTokenHeader.NAME + " field",
                Map.of());
    }

    static Refusal malformed(String rule) {
        return new Refusal(HttpStatus.BAD_REQUEST, rule, Map.of());
    }

    static Refusal unguarded() {
        return new Refusal(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the fencing token could not be checked, and the request was not handled",
                Map.of("Retry-After", "1"));
    }

    void send(HttpServletResponse response) throws IOException {
        headers.forEach(response::setHeader);
        ProblemAnswer.write(response, status, detail);
    }
}
