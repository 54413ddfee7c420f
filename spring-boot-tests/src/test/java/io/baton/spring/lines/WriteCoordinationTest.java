// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.LeaderOnly.Otherwise;
import io.baton.spring.elections.ObservedLeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Writes over HTTP that any instance takes and only the leader does. */
class WriteCoordinationTest {

    private static final String ELECTION = "writes";

    private final HttpClient following = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String store = UUID.randomUUID().toString();
    private int leaderPort;
    private int standbyPort;
    private Application leader;
    private Application standby;

    @BeforeEach
    void start() throws Exception {
        leaderPort = freePort();
        standbyPort = freePort();
        leader = start(leaderPort);
        Await.leadership(leader, ELECTION);
        standby = start(standbyPort);
        Await.until("the standby to know the leader", () -> isKnownToLead(standby, leader));
    }

    @AfterEach
    void close() {
        standby.close();
        leader.close();
    }

    private Application start(int port) {
        return ApplicationLauncher.of(Configuration.class)
                .store(store)
                .property("server.port", port)
                .property("baton.resign-backoff", "1h")
                .property("baton.web.advertised-url", "http://127.0.0.1:" + port)
                .start();
    }

    @Test
    void aStandbyRedirectsToTheLeader() throws Exception {
        HttpResponse<String> answer = post(standbyPort, "/redirected?k=1", "text/plain", "a");
        assertThat(answer.body()).isEqualTo("done");
        HttpResponse<String> redirect = answer.previousResponse().orElseThrow();
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("Location"))
                .hasValue("http://127.0.0.1:" + leaderPort + "/redirected?k=1&baton-redirected=1");
        assertThat(leader.bean(Writes.class).all()).containsExactly("a 1");
        assertThat(standby.bean(Writes.class).all()).isEmpty();
    }

    @Test
    void aStandbyPassesOnToTheLeader() throws Exception {
        HttpResponse<String> answer = post(standbyPort, "/forwarded?k=2", "text/plain", "b".repeat(100_000));
        assertThat(answer.body()).isEqualTo("done");
        assertThat(answer.previousResponse()).isEmpty();
        String upload =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n\r\nc\r\n--x--\r\n";
        answer = post(standbyPort, "/uploaded", "multipart/form-data; boundary=x", upload);
        assertThat(answer.body()).isEqualTo("done");
        answer = post(standbyPort, "/form?k=q", "application/x-www-form-urlencoded", "k=d+e&k=f");
        assertThat(answer.body()).isEqualTo("done");
        assertThat(leader.bean(Writes.class).all())
                .containsExactly("b".repeat(100_000) + " 2", "f.txt c", "[q, d e, f]");
        assertThat(standby.bean(Writes.class).all()).isEmpty();
    }

    @Test
    void withoutALeaderWritesAreUnavailable() throws Exception {
        standby.close();
        leader.bean(Baton.class).find(ELECTION).orElseThrow().resign();
        Await.until(
                "no leader",
                () -> leader.bean(ObservedLeaders.class).leader(ELECTION).isEmpty());
        for (String path : List.of("/redirected?k=1", "/forwarded?k=1")) {
            HttpResponse<String> answer = post(leaderPort, path, "text/plain", "a");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("20");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(leader.bean(Writes.class).all()).isEmpty();
    }

    /** The conversion of the parameter comes between the look at who leads and the call. */
    @Test
    void aLeadershipThatEndsBeforeTheCallIsNoAcknowledgedWrite() throws Exception {
        HttpClient strict = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        HttpResponse<String> answer = strict.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + leaderPort + "/resigned?resignation=now"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isIn(307, 503);
        assertThat(leader.bean(Writes.class).all()).isEmpty();
        Await.leadership(standby, ELECTION);
        Await.until("the change of leaders", () -> isKnownToLead(leader, standby));
        assertThat(post(leaderPort, "/redirected?k=3", "text/plain", "z").body())
                .isEqualTo("done");
        assertThat(standby.bean(Writes.class).all()).containsExactly("z 3");
    }

    private HttpResponse<String> post(int port, String target, String type, String body) throws Exception {
        return following.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean isKnownToLead(Application observer, Application leader) {
        String id = leader.bean(Baton.class)
                .find(ELECTION)
                .orElseThrow()
                .candidate()
                .id();
        return observer.bean(ObservedLeaders.class)
                .leader(ELECTION)
                .filter(known -> known.id().equals(id))
                .isPresent();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @EnableAutoConfiguration
    @Import({Writes.class, Resigning.class})
    static class Configuration {}

    @RestController
    static class Writes {

        private final List<String> done = new CopyOnWriteArrayList<>();

        @LeaderOnly(ELECTION)
        @PostMapping("/redirected")
        public String redirected(@RequestBody String value, @RequestParam("k") String key) {
            return done(value + " " + key);
        }

        @LeaderOnly(ELECTION)
        @PostMapping("/resigned")
        public String resigned(@RequestParam("resignation") Resignation resignation) {
            return done(resignation.toString());
        }

        @LeaderOnly(value = ELECTION, otherwise = Otherwise.FORWARD)
        @PostMapping("/forwarded")
        public String forwarded(@RequestBody String value, @RequestParam("k") String key) {
            return done(value + " " + key);
        }

        @LeaderOnly(value = ELECTION, otherwise = Otherwise.FORWARD)
        @PostMapping("/uploaded")
        public String uploaded(@RequestParam("file") MultipartFile file) throws IOException {
            return done(file.getOriginalFilename() + " " + new String(file.getBytes(), StandardCharsets.UTF_8));
        }

        @LeaderOnly(value = ELECTION, otherwise = Otherwise.FORWARD)
        @PostMapping("/form")
        public String form(@RequestParam("k") List<String> values) {
            return done(values.toString());
        }

        List<String> all() {
            return List.copyOf(done);
        }

        private String done(String write) {
            done.add(write);
            return "done";
        }
    }

    record Resignation(String text) {}

    /** Ends the leadership of its instance when it converts a parameter. */
    static class Resigning implements WebMvcConfigurer {

        private final LeaderElector elector;

        Resigning(@Qualifier(ELECTION) LeaderElector elector) {
            this.elector = elector;
        }

        @Override
        public void addFormatters(FormatterRegistry registry) {
            registry.addConverter(new ToResignation(elector));
        }
    }

    record ToResignation(LeaderElector elector) implements Converter<String, Resignation> {

        @Override
        public Resignation convert(String text) {
            elector.resign();
            Await.until("the end of the leadership", () -> !elector.isLeader());
            return new Resignation(text);
        }
    }
}
