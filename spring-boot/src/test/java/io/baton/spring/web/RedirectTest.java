// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A standby redirects to the leader, and the leader sees the request as it was sent. */
class RedirectTest {

    private static final String STORE = UUID.randomUUID().toString();

    private static Instance leader;
    private static Instance standby;

    @BeforeAll
    static void start() throws InterruptedException {
        leader = Instance.start(STORE, "server.servlet.context-path=/app").leads();
        standby = Instance.start(STORE, "server.servlet.context-path=/app").follows(leader.id());
    }

    @AfterAll
    static void close() {
        standby.close();
        leader.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 0",
        "GET, 1000",
        "HEAD, 0",
        "POST, 0",
        "POST, 1000",
        "POST, 1000000",
        "PUT, 1000",
        "PUT, 1000000",
        "PATCH, 1000",
        "PATCH, 1000000",
        "DELETE, 0",
        "DELETE, 1000",
        "DELETE, 1000000"
    })
    void methodAndBodyReachTheLeader(String method, int size) throws Exception {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        HttpResponse<String> answer = standby.follow(standby.request("/app/redirect/x")
                .method(method, size == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.previousResponse().orElseThrow().statusCode()).isEqualTo(307);
        Served.Request served = leader.served().last();
        assertThat(served.method()).isEqualTo(method);
        assertThat(served.digest()).isEqualTo(Served.digest(body));
        assertThat(standby.served().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/redirect",
                "/app/redirect/a%2Fb/%C3%A4;x=1",
                "/app/redirect/a%20b;v=1;w=2/c",
                "/app/redirect/x?",
                "/app/redirect/x?a=1&a=2&b=%26%3D&c",
                "/app/redirect/x?a=%C3%A4+%20&&b",
                "/app/redirect/x?baton-redirected=0&u=http://h/?q"
            })
    void pathAndQueryReachTheLeaderAsTheyWereSent(String target) throws Exception {
        HttpResponse<String> redirect = standby.send(standby.request(target).GET());
        // An empty query is none for Tomcat.
        String mark = target.contains("?") && !target.endsWith("?") ? "&baton-redirected=1" : "?baton-redirected=1";
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("Location"))
                .hasValue("http://127.0.0.1:" + leader.port() + target.replaceAll("\\?$", "") + mark);

        assertThat(leader.send(leader.request(target).GET()).statusCode()).isEqualTo(200);
        Served.Request direct = leader.served().last();
        assertThat(standby.follow(standby.request(target).GET()).statusCode()).isEqualTo(200);
        Served.Request redirected = leader.served().last();
        assertThat(redirected.uri()).isEqualTo(direct.uri());
        assertThat(redirected.query()).isEqualTo(direct.query());
        assertThat(redirected.parameters()).isEqualTo(direct.parameters());
    }

    @Test
    void aFormReachesTheLeader() throws Exception {
        HttpResponse<String> answer = standby.follow(standby.request("/app/form?item=q")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("item=a+b&item=%C3%A4&baton-redirected=1")));
        assertThat(answer.body()).isEqualTo("[q, a b, ä]served on " + leader.port());
        assertThat(leader.served().last().parameters())
                .isEqualTo(Map.of("item", List.of("q", "a b", "ä"), "baton-redirected", List.of("1")));
    }

    @Test
    void theMarkIsHiddenFromHandlersThatAreNotLeaderOnlyToo() throws Exception {
        HttpResponse<String> answer = standby.send(
                standby.request("/app/open?a=1&baton-redirected=1&b").GET());
        assertThat(answer.body()).isEqualTo("a=1&b [a, b]");
    }

    @Test
    void aRedirectKeepsNothingAndBeginsNoSession() throws Exception {
        HttpResponse<String> redirect = standby.send(standby.request("/app/redirect/x")
                .header("Cookie", "JSESSIONID=1; secret=2")
                .header("Authorization", "Bearer secret")
                .POST(BodyPublishers.ofString("secret")));
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.body()).isEmpty();
        assertThat(redirect.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(redirect.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(redirect.headers().map().toString()).doesNotContain("secret", "instance");
    }

    @Test
    void aMarkedRequestIsNotRedirectedAgain() throws Exception {
        HttpResponse<String> answer = standby.send(
                standby.request("/app/redirect/x?baton-redirected=1").POST(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                        + "\"detail\":\"The leader is changing.\"}");
    }

    @Test
    void aHandlerThatThrowsIsLeftToTheApplication() throws Exception {
        HttpRequest.Builder request = standby.request("/app/throw").POST(BodyPublishers.noBody());
        HttpResponse<String> answer = standby.send(request);
        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(answer.body()).isEqualTo("asked of a standby of writes");
    }

    /** Characters that no URI has, which a server may be told to accept, do not end up in a header. */
    @Test
    void aTargetThatIsNoUriIsEscaped() throws Exception {
        String answer = raw("GET /app/redirect/x?a=|{%zz} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Location");
        answer = raw("GET /app/redirect/x?a=%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 307").contains("/app/redirect/x?a=%25zz&baton-redirected=1\r\n");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), standby.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
