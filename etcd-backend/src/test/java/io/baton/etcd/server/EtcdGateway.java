// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * etcd's own translation of its API to JSON over HTTP, for tests that ask a server without a client of etcd. Not for
 * servers with TLS. Thread-safe. A server that does not answer within two seconds, or refuses, is an
 * {@link UncheckedIOException}.
 */
public final class EtcdGateway {

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(BOUND)
            .build();

    private final String endpoint;

    EtcdGateway(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Returns when the write is committed; when it throws, it may be committed all the same. */
    public void put(String key, String value) {
        post("/v3/kv/put", "{\"key\":\"" + encoded(key) + "\",\"value\":\"" + encoded(value) + "\"}");
    }

    /** A linearizable read. */
    public Optional<String> get(String key) {
        String answer = post("/v3/kv/range", "{\"key\":\"" + encoded(key) + "\"}");
        return Optional.ofNullable(fields(answer).get("value"))
                .map(value -> new String(Base64.getDecoder().decode(value), UTF_8));
    }

    /** What the server itself believes now. */
    public Status status() {
        Map<String, String> fields = fields(post("/v3/maintenance/status", "{}"));
        return new Status(
                fields.getOrDefault("member_id", "0"),
                fields.getOrDefault("leader", "0"),
                Long.parseLong(fields.getOrDefault("raftTerm", "0")),
                Long.parseLong(fields.getOrDefault("revision", "0")));
    }

    /** Any request, as {@code /v3/lease/grant} with {@code {"TTL":5}}. Bytes are in Base64. */
    public String post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(endpoint + path)).POST(BodyPublishers.ofString(json)));
    }

    /** What is at a path. */
    static String read(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    private static String send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(BOUND).build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IOException(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + request.uri(), e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + request.uri(), interrupted);
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** The fields that are strings, as numbers of 64 bits are; of fields of the same name the last. */
    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(json);
        while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2));
        }
        return fields;
    }

    /**
     * A server's view.
     *
     * @param leader the id of the member that leads; 0 when this one knows of none
     * @param revision of the last change that it has applied
     */
    public record Status(String member, String leader, long term, long revision) {
        public boolean isLeader() {
            return member.equals(leader);
        }
    }
}
