// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
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

/** A standby passes requests on to the leader, and the leader's answers back. */
class ForwardTest {

    private static final String STORE = UUID.randomUUID().toString();

    private static Instance leader;
    private static Instance standby;

    @BeforeAll
    static void start() throws InterruptedException {
        leader = Instance.start(STORE).leads();
        standby = Instance.start(STORE).follows(leader.id());
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
        "POST, 20000000",
        "PUT, 1000",
        "PATCH, 1000000",
        "DELETE, 0",
        "DELETE, 1000"
    })
    void methodAndBodyReachTheLeader(String method, int size) throws Exception {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        HttpResponse<String> answer = standby.send(standby.request("/forward/x")
                .method(method, size == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : "served on " + leader.port());
        Served.Request served = leader.served().last();
        assertThat(served.method()).isEqualTo(method);
        assertThat(served.length()).isEqualTo(size);
        assertThat(served.digest()).isEqualTo(Served.digest(body));
        assertThat(standby.served().requests()).isEmpty();
    }

    @Test
    void aBodyOfUnknownLengthReachesTheLeader() throws Exception {
        byte[] body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        HttpResponse<String> answer = standby.send(standby.request("/forward/x")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(leader.served().last().digest()).isEqualTo(Served.digest(body));
        assertThat(leader.served().last().headers()).containsKey("transfer-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/forward",
                "/forward/a%2Fb/%C3%A4;x=1",
                "/forward/x?",
                "/forward/x?a=1&a=2&b=%26%3D&c",
                "/forward/x?a=%C3%A4+%20&&b"
            })
    void pathAndQueryReachTheLeaderAsTheyWereSent(String target) throws Exception {
        assertThat(leader.send(leader.request(target).GET()).statusCode()).isEqualTo(200);
        Served.Request direct = leader.served().last();
        assertThat(standby.send(standby.request(target).GET()).statusCode()).isEqualTo(200);
        Served.Request passedOn = leader.served().last();
        assertThat(passedOn.uri()).isEqualTo(direct.uri());
        assertThat(passedOn.query()).isEqualTo(direct.query());
        assertThat(passedOn.parameters()).isEqualTo(direct.parameters());
    }

    @ParameterizedTest
    @CsvSource({"204, 0", "201, 10", "404, 100", "409, 5000000", "500, 100", "503, 1"})
    void theAnswerComesBack(int status, int size) throws Exception {
        HttpResponse<String> answer = standby.send(standby.request("/forward/x")
                .header("X-Answer-Status", "" + status)
                .header("X-Answer-Size", "" + size)
                .POST(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("X-Twice")).containsExactly("a", "b");
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("of-leader=1");
        if (size > 0) {
            assertThat(answer.body()).hasSize(size);
            assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(size);
        }
    }

    /** Parameters that a filter has read before belong to the body again. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void aFormReachesTheLeader(String method) throws Exception {
        HttpResponse<String> answer = standby.send(standby.request("/forwarded-form?item=q&x=%20")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .method(method, BodyPublishers.ofString("item=a+b&item=%C3%A4&item=q&empty=")));
        assertThat(answer.body()).isEqualTo("[q, a b, ä, q]served on " + leader.port());
        assertThat(leader.served().last().parameters())
                .isEqualTo(Map.of("item", List.of("q", "a b", "ä", "q"), "x", List.of(" "), "empty", List.of("")));
    }

    @Test
    void anUploadReachesTheLeader() throws Exception {
        byte[] file = new byte[500_000];
        new Random(2).nextBytes(file);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(String.join(
                        "\r\n",
                        "--b",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"ä.bin\"",
                        "Content-Type: application/x-own",
                        "",
                        "")
                .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write("\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nnöte\r\n--b--\r\n"
                .getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = standby.send(standby.request("/forwarded-upload")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
        assertThat(answer.body()).isEqualTo("ä.bin application/x-own 500000 " + Served.digest(file) + " nöte");
    }

    @Test
    void headersOfOneConnectionStayThereAndOthersGoAlong() throws Exception {
        String answer = raw(String.join(
                "\r\n",
                "POST /forward/x HTTP/1.1",
                "Host: shop.example",
                "Content-Length: 1",
                "Connection: close, X-Secret",
                "X-Secret: 1",
                "Keep-Alive: 2",
                "TE: trailers",
                "Trailer: X-T",
                "Proxy-Authorization: Basic c2VjcmV0",
                "Proxy-Connection: close",
                "Upgrade: none",
                "Cookie: a=1; b=2",
                "Authorization: Bearer t",
                "X-Many: 1",
                "X-Many: 2",
                "X-Forwarded-For: 10.1.1.1",
                "Accept-Language: de",
                "",
                "x"));
        assertThat(answer).startsWith("HTTP/1.1 200").contains("served on " + leader.port());
        Map<String, List<String>> headers = leader.served().last().headers();
        assertThat(headers)
                .doesNotContainKeys(
                        "x-secret", "keep-alive", "te", "trailer", "proxy-authorization", "proxy-connection", "upgrade")
                .containsEntry("cookie", List.of("a=1; b=2"))
                .containsEntry("authorization", List.of("Bearer t"))
                .containsEntry("x-many", List.of("1", "2"))
                .containsEntry("accept-language", List.of("de"))
                .containsEntry("x-forwarded-for", List.of("10.1.1.1, 127.0.0.1"))
                .containsEntry("x-forwarded-host", List.of("shop.example"))
                .containsEntry("x-forwarded-proto", List.of("http"))
                .containsEntry("host", List.of("127.0.0.1:" + leader.port()))
                .containsEntry("baton-forwarded", List.of("instance%20" + standby.port()));
        assertThat(leader.served().last().hasSession()).isFalse();
    }

    @Test
    void whatFirstProxiesHaveSaidStays() throws Exception {
        HttpResponse<String> answer = standby.send(standby.request("/forward/x")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "public.example")
                .GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(leader.served().last().headers())
                .containsEntry("x-forwarded-proto", List.of("https"))
                .containsEntry("x-forwarded-host", List.of("public.example"));
    }

    @Test
    void aRequestThatWasPassedOnIsNotPassedOnAgain() throws Exception {
        for (String path : List.of("/forward/x", "/redirect/x")) {
            HttpResponse<String> answer = standby.send(
                    standby.request(path).header("Baton-Forwarded", "another").POST(BodyPublishers.ofString("x")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), standby.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return text(socket.getInputStream());
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
