// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.request;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;

/** Writes an answer in place of the application's: a body of {@code application/problem+json}, which no cache keeps. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /**
     * Writes a problem; headers that were set stay.
     *
     * @param detail ASCII without quotes
     */
    public static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.resetBuffer();
        response.setStatus(status.value());
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/problem+json");
        String json = "{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":"
                + status.value() + ",\"detail\":\"" + detail + "\"}";
        response.setContentLength(json.length());
        try {
            response.getOutputStream().write(json.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalStateException aWriterIsInUse) {
            response.getWriter().write(json);
        }
    }
}
