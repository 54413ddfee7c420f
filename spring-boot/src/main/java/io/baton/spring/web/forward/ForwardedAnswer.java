// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import io.baton.spring.web.request.ProblemAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Passes the leader's answer back to the client. */
final class ForwardedAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardedAnswer.class);

    private static final int CHUNK = 16 * 1024;

    /** Header fields that filters of this process may have set, too: the values of the leader are added to theirs. */
    private static final Set<String> ADDED = Set.of("set-cookie");

    private ForwardedAnswer() {}

    static void write(HttpResponse<InputStream> answer, HttpServletResponse response, Deadline deadline)
            throws IOException {
        CompletableFuture<Void> end =
                new CompletableFuture<Void>().completeOnTimeout(null, deadline.nanos(), TimeUnit.NANOSECONDS);
        try (InputStream body = answer.body()) {
            var unused = end.thenRun(() -> close(body));
            head(answer, response);
            byte[] chunk = new byte[CHUNK];
            int length = read(body, chunk, end, response);
            while (length > 0) {
                response.getOutputStream().write(chunk, 0, length);
                length = read(body, chunk, end, response);
            }
        } finally {
            end.cancel(false);
        }
    }

    private static void head(HttpResponse<InputStream> answer, HttpServletResponse response) {
        response.setStatus(answer.statusCode());
        ForwardedHeaders.endToEnd(answer.headers()).forEach(name -> {
            List<String> values = answer.headers().allValues(name);
            boolean added = ADDED.contains(name.toLowerCase(Locale.ROOT));
            for (int i = 0; i < values.size(); i++) {
                if (i == 0 && !added) {
                    response.setHeader(name, values.get(i));
                } else {
                    response.addHeader(name, values.get(i));
                }
            }
        });
    }

    /** A part of an answer must not look like the whole. */
    private static int read(InputStream body, byte[] chunk, Future<?> end, HttpServletResponse response)
            throws IOException {
        try {
            int length = body.read(chunk);
            if (length < 0 && end.isDone()) {
                throw new IOException("the leader's answer has taken too long");
            }
            return length;
        } catch (IOException e) {
            LOG.debug("the leader's answer broke off", e);
            if (response.isCommitted()) {
                throw new BrokenAnswerException(e);
            }
            response.reset();
            ProblemAnswer.write(
                    response,
                    HttpStatus.BAD_GATEWAY,
                    "The answer of the leader broke off; whether it has served the request is unknown.");
            return -1;
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("an answer that took too long has not been closed", e);
        }
    }
}
