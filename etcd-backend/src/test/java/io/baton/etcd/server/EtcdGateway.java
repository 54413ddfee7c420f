// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * etcd's own translation of its API to JSON over HTTP, for tests that ask a server without a client of etcd. Not for
 * servers with TLS. Thread-safe. A server that refuses, or does not answer within 20 s if not told otherwise, is
 * an {@link UncheckedIOException}.
 */
public final class EtcdGateway {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");

    private final String endpoint;
    private final Duration bound;

    private EtcdGateway(String endpoint, Duration bound) {
        this.endpoint = endpoint;
        this.bound = bound;
    }

    static EtcdGateway at(String endpoint) {
        return new EtcdGateway(endpoint, BOUND);
    }

    /** The same, but it waits that long for an answer. */
    public EtcdGateway within(Duration limit) {
        return new EtcdGateway(endpoint, limit);
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
        return answer(path, connection -> {
            byte[] body = json.getBytes(UTF_8);
            connection.setDoOutput(true);
            // Without a length of its own, Java would keep the body and send it twice when a server goes away.
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
        });
    }

    /** What is at a path. */
    String read(String path) {
        return answer(path, connection -> {});
    }

    private String answer(String path, Request request) {
        try {
            // HttpClient does not bear the trailers of refusals when assertions are on.
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(endpoint + path).toURL().openConnection();
            connection.setConnectTimeout((int) bound.toMillis());
            connection.setReadTimeout((int) bound.toMillis());
            connection.setRequestProperty("Connection", "close");
            try {
                request.send(connection);
                return answer(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + endpoint + path, e);
        }
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        boolean succeeded = status == HttpURLConnection.HTTP_OK;
        try (InputStream body = succeeded ? connection.getInputStream() : connection.getErrorStream()) {
            String text = body == null ? "" : new String(body.readAllBytes(), UTF_8);
            if (!succeeded) {
                throw new IOException(status + " " + text);
            }
            return text;
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

    @FunctionalInterface
    private interface Request {
        void send(HttpURLConnection connection) throws IOException;
    }
}
