// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.spring.elections.ObservedLeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a standby answers when there is no leader that requests could be sent to. */
@ExtendWith(OutputCaptureExtension.class)
class UnavailableTest {

    private final String store = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({"20s, 20", "2500ms, 3", "800ms, 1"})
    void whileNoCandidateLeadsAClientWaitsForTheLease(String lease, String retryAfter) throws Exception {
        try (Instance instance =
                Instance.start(store, "baton.lease-duration=" + lease).leads()) {
            resign(instance);
            for (String path : new String[] {"/redirect/x", "/forward/x"}) {
                assertUnavailable(post(instance, path), retryAfter, "No leader is known.");
            }
            assertThat(instance.served().requests()).isEmpty();
        }
    }

    @Test
    void aLeaderWithoutAnAddressIsNotReached() throws Exception {
        try (Baton foreign = Instance.foreignLeader(store, Map.of());
                Instance standby = Instance.start(store).follows("foreign")) {
            assertUnavailable(post(standby, "/redirect/x"), "20", "The leader has no address.");
            assertUnavailable(post(standby, "/forward/x"), "20", "The leader has no address.");
            assertThat(Instance.elector(foreign).isLeader()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example:8080",
                "javascript:alert(1)",
                "http://user:password@127.0.0.1",
                "//127.0.0.1",
                "http://127.0.0.1/?q=",
                "http://a b"
            })
    void anAddressThatIsNotAllowedIsNotFollowed(String address, CapturedOutput output) throws Exception {
        try (Baton foreign = Instance.foreignLeader(store, Map.of("url", address));
                Instance standby = Instance.start(store, "baton.web.allowed-hosts=127.0.0.1,*.example.com")
                        .follows("foreign")) {
            for (int i = 0; i < 3; i++) {
                assertUnavailable(post(standby, "/redirect/x"), "20", "The address of the leader is not followed.");
                assertUnavailable(post(standby, "/forward/x"), "20", "The address of the leader is not followed.");
            }
            assertThat(output.getOut().split("is not followed", -1)).hasSize(2);
            assertThat(Instance.elector(foreign).isLeader()).isTrue();
        }
    }

    @Test
    void aLeaderWithTheAddressOfTheStandbyIsNotFollowed(CapturedOutput output) throws Exception {
        int port = Instance.freePort();
        try (Baton foreign = Instance.foreignLeader(store, Map.of("url", "HTTP://127.0.0.1:" + port + "/"));
                Instance standby = Instance.start(store, port).follows("foreign")) {
            assertUnavailable(post(standby, "/redirect/x"), "20", "The address of the leader is not followed.");
            assertUnavailable(post(standby, "/redirect/x"), "20", "The address of the leader is not followed.");
            assertThat(output.getOut().split("it is the address of this instance too", -1))
                    .hasSize(2);
            assertThat(Instance.elector(foreign).isLeader()).isTrue();
        }
    }

    @Test
    void beforeTheStoreHasAnsweredNoLeaderIsKnown() throws Exception {
        try (Instance instance = Instance.start(store).leads()) {
            resign(instance);
            assertThat(instance.context().getBean(ObservedLeaders.class).leader("other"))
                    .isEmpty();
        }
    }

    private static void resign(Instance instance) {
        instance.elector().resign();
        await().atMost(Instance.SOON)
                .until(() -> instance.context()
                        .getBean(ObservedLeaders.class)
                        .leader(Instance.ELECTION)
                        .isEmpty());
    }

    private static HttpResponse<String> post(Instance instance, String path) throws Exception {
        return instance.send(instance.request(path).POST(BodyPublishers.ofString("x")));
    }

    private static void assertUnavailable(HttpResponse<String> answer, String retryAfter, String detail) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue(retryAfter);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("\"detail\":\"" + detail + "\"").doesNotContain("writes");
    }
}
