// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.request;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** Writes what a process answers itself to requests that only the leader serves. */
public final class StandbyAnswer {

    private StandbyAnswer() {}

    /** The client sends the same request with the same body to the URL. */
    public static void redirect(HttpServletResponse response, String url) {
        response.resetBuffer();
        response.setStatus(HttpStatus.TEMPORARY_REDIRECT.value());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", url);
    }

    /** Nothing was done: the client may send the request again. */
    public static void unavailable(HttpServletResponse response, String why, Duration retryAfter) throws IOException {
        long seconds = Math.max(1, retryAfter.plusSeconds(1).minusNanos(1).toSeconds());
        response.resetBuffer();
        response.setHeader("Retry-After", Long.toString(seconds));
        ProblemAnswer.write(response, HttpStatus.SERVICE_UNAVAILABLE, why);
    }
}
