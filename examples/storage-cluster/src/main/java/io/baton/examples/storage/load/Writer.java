// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client as any other: writes through one instance after the other, follows redirects, and sends a write that was not
 * acknowledged again through the next instance. For one thread.
 */
final class Writer {

    private static final Duration ANSWER_BOUND = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    private final List<URI> instances;
    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NORMAL)
            .connectTimeout(ANSWER_BOUND)
            .build();
    private int next;

    /**
     * @param first the place of the instance to begin with
     */
    Writer(List<URI> instances, int first) {
        this.instances = instances;
        this.next = first;
    }

    /** Tries until the write is acknowledged or the thread is interrupted. */
    Optional<AcknowledgedWrite> write(String key, String value) {
        int attempts = 0;
        while (!Thread.currentThread().isInterrupted()) {
            attempts++;
            URI instance = instances.get(next);
            next = (next + 1) % instances.size();
            Optional<AcknowledgedWrite> acknowledged = attempt(instance, key, value, attempts);
            if (acknowledged.isPresent()) {
                return acknowledged;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return Optional.empty();
    }

    private Optional<AcknowledgedWrite> attempt(URI instance, String key, String value, int attempts) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance + "/entries/" + key))
                .timeout(ANSWER_BOUND)
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString(value))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            Matcher seq = SEQ.matcher(response.body());
            boolean isOfThisWrite = response.statusCode() == 200
                    && response.body().contains("\"key\":\"" + key + "\"")
                    && response.body().contains("\"value\":\"" + value + "\"")
                    && seq.find();
            return isOfThisWrite
                    ? Optional.of(new AcknowledgedWrite(
                            key,
                            value,
                            Long.parseLong(seq.group(1)),
                            System.nanoTime(),
                            attempts,
                            response.previousResponse().isPresent()))
                    : Optional.empty();
        } catch (IOException unknownOutcome) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
