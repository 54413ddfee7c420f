// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spring.elections.ObservedLeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One instance of {@link WriteApplication} with a real web server on a port that is known before it starts. */
record Instance(int port, ConfigurableApplicationContext context) implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(60);
    static final String ELECTION = "writes";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final HttpClient FOLLOWING = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Instance start(String store, String... properties) {
        return start(store, freePort(), properties);
    }

    /** With an address of its own, unless the properties say something else. */
    static Instance start(String store, int port, String... properties) {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(
                                "server.port=" + port,
                                "server.address=127.0.0.1",
                                "spring.main.banner-mode=off",
                                "spring.jmx.enabled=false",
                                "baton.backend=memory",
                                "baton.memory.store=" + store,
                                "baton.candidate-id=instance " + port,
                                // A stall of a busy machine is no reason to hand over.
                                "baton.lease-duration=20s",
                                "baton.resign-backoff=1h",
                                "baton.web.advertised-url=http://127.0.0.1:" + port),
                        Stream.of(properties))
                .forEach(property -> all.put(property.substring(0, property.indexOf('=')), property));
        String[] arguments =
                all.values().stream().map(property -> "--" + property).toArray(String[]::new);
        return new Instance(
                port,
                new SpringApplicationBuilder(WriteApplication.class)
                        .web(WebApplicationType.SERVLET)
                        .run(arguments));
    }

    /** Another participant in the store, which leads and publishes these attributes. */
    static Baton foreignLeader(String store, Map<String, String> attributes) throws InterruptedException {
        Map<String, String> keys = new HashMap<>(Map.of(
                "baton.backend", "memory",
                "baton.memory.store", store,
                "baton.candidate-id", "foreign",
                "baton.lease-duration", "20s"));
        attributes.forEach((name, value) -> keys.put("baton.attributes." + name, value));
        Baton baton = Baton.connect(keys);
        var unused = baton.elector(ELECTION).start().awaitLeadership(SOON).orElseThrow();
        return baton;
    }

    LeaderElector elector() {
        return elector(context.getBean(Baton.class));
    }

    static LeaderElector elector(Baton baton) {
        return baton.find(ELECTION).orElseThrow();
    }

    Instance leads() throws InterruptedException {
        var unused = elector().awaitLeadership(SOON).orElseThrow();
        return this;
    }

    /** Waits until this instance knows that one that it is not leads. */
    Instance follows(String leaderId) {
        await().atMost(SOON)
                .until(() -> context.getBean(ObservedLeaders.class)
                        .leader(ELECTION)
                        .filter(leader -> leader.id().equals(leaderId))
                        .isPresent());
        return this;
    }

    String id() {
        return "instance " + port;
    }

    Served served() {
        return context.getBean(Served.class);
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(SOON);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> follow(HttpRequest.Builder request) throws IOException, InterruptedException {
        return FOLLOWING.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
