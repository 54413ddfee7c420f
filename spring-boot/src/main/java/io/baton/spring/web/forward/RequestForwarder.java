// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import io.baton.spring.connection.HttpBaseUrl;
import io.baton.spring.web.destination.Destinations;
import io.baton.spring.web.request.ProblemAnswer;
import io.baton.spring.web.request.RequestTarget;
import io.baton.spring.web.request.StandbyAnswer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;

/**
 * Passes requests on to the leader, and its answers back. Bodies are streamed in both directions by the thread of the request, which
 * alone touches what belongs to the server. Safe for use by any number of threads.
 */
public final class RequestForwarder implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RequestForwarder.class);

    /** A leader that does not take a connection for as long is not there: another instance will lead. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Duration timeout;
    private volatile CompletableFuture<HttpClient> client = new CompletableFuture<>();

    /**
     * Makes a client with the first request.
     *
     * @param timeout for a request with its answer
     */
    public RequestForwarder(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("baton.web.forward-timeout is not positive; give a time such as 30s");
        }
        this.timeout = timeout;
    }

    /**
     * Passes the request on, and the answer back.
     *
     * @param sender the id of this process as a candidate
     */
    public void forward(HttpServletRequest request, HttpServletResponse response, HttpBaseUrl leader, String sender)
            throws IOException, ServletException, InterruptedException {
        Deadline deadline = Deadline.in(timeout);
        RequestContent content = RequestContent.of(request);
        ContentPublisher publisher = new ContentPublisher(content.length());
        HttpRequest.Builder passedOn = HttpRequest.newBuilder(URI.create(leader.toString() + RequestTarget.of(request)))
                .timeout(timeout);
        ForwardedHeaders.copy(request, sender, passedOn);
        content.newType().ifPresent(type -> passedOn.setHeader("Content-Type", type));
        passedOn.method(
                RequestTarget.received(request).getMethod(), content.isEmpty() ? BodyPublishers.noBody() : publisher);
        CompletableFuture<HttpResponse<InputStream>> answer =
                client().sendAsync(passedOn.build(), BodyHandlers.ofInputStream());
        try {
            if (!content.isEmpty()) {
                publisher.send(content.stream(), answer, deadline);
            }
            HttpResponse<InputStream> answered = answer.get(deadline.nanos(), TimeUnit.NANOSECONDS);
            ForwardedAnswer.write(answered, response, deadline);
        } catch (TimeoutException e) {
            failed(response, leader, e);
        } catch (ExecutionException e) {
            failed(response, leader, e.getCause());
        } finally {
            // Ends the exchange if there is no answer yet.
            answer.cancel(true);
            content.stream().close();
        }
    }

    private static void failed(HttpServletResponse response, HttpBaseUrl leader, @Nullable Throwable failure)
            throws IOException {
        LOG.debug("a request that was passed on to {} has failed", leader, failure);
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            StandbyAnswer.unavailable(response, "The leader is not reached.", Destinations.SOON);
        } else if (failure instanceof TimeoutException || failure instanceof HttpTimeoutException) {
            ProblemAnswer.write(
                    response,
                    HttpStatus.GATEWAY_TIMEOUT,
                    "The leader has not answered in time; whether it has served the request is unknown.");
        } else {
            ProblemAnswer.write(
                    response,
                    HttpStatus.BAD_GATEWAY,
                    "The connection to the leader broke off; whether it has served the request is unknown.");
        }
    }

    private HttpClient client() {
        CompletableFuture<HttpClient> known = client;
        if (!known.isDone()) {
            HttpClient made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    // Not the JVM's proxy: the leader is an instance of the same application.
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();
            if (!known.complete(made)) {
                close(made);
            }
        }
        return known.join();
    }

    @Override
    public void destroy() {
        CompletableFuture<HttpClient> last = client;
        client = CompletableFuture.failedFuture(new IllegalStateException("the application context is closed"));
        if (last.isDone() && !last.isCompletedExceptionally()) {
            close(last.join());
        }
    }

    /** From Java 21 on a client can be closed; before, its threads end when nothing refers to it any more. */
    private static void close(HttpClient client) {
        if (client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.debug("the client for requests to the leader has not been closed", e);
            }
        }
    }
}
