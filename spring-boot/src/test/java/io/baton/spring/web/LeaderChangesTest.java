// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that meet instances which do not agree on who leads, or a leader that is no longer one. */
class LeaderChangesTest {

    private final String store = UUID.randomUUID().toString();

    /** Each of the two believes that the other one leads. */
    @ParameterizedTest
    @ValueSource(strings = {"/redirect/x", "/forward/x"})
    void twoConfusedInstancesSendARequestOnOnce(String path) throws Exception {
        String otherStore = UUID.randomUUID().toString();
        int port = Instance.freePort();
        int otherPort = Instance.freePort();
        try (Baton first = Instance.foreignLeader(store, Map.of("url", "http://127.0.0.1:" + otherPort));
                Baton second = Instance.foreignLeader(otherStore, Map.of("url", "http://127.0.0.1:" + port));
                Instance one = Instance.start(store, port).follows("foreign");
                Instance other = Instance.start(otherStore, otherPort).follows("foreign")) {
            HttpResponse<String> answer = one.follow(one.request(path + "?a=1").POST(BodyPublishers.ofString("x")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(hops(answer)).isEqualTo(path.startsWith("/redirect") ? 1 : 0);
            assertThat(one.served().requests()).isEmpty();
            assertThat(other.served().requests()).isEmpty();
            assertThat(Instance.elector(first).isLeader()
                            && Instance.elector(second).isLeader())
                    .isTrue();
        }
    }

    private static int hops(HttpResponse<String> answer) {
        return answer.previousResponse().map(before -> 1 + hops(before)).orElse(0);
    }

    /** Without the check in front of the call it would be answered 200 by a handler that was not called. */
    @ParameterizedTest
    @ValueSource(strings = {"/resigned", "/resigned-future"})
    void aHandlerWhoseLeadershipEndsBeforeItsCallIsNotSkipped(String path) throws Exception {
        try (Instance leader = Instance.start(store).leads();
                Instance next = Instance.start(store).follows(leader.id())) {
            HttpResponse<String> answer = leader.send(leader.request(path).POST(BodyPublishers.ofString("x")));
            assertThat(answer.statusCode()).isIn(307, 503);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(leader.served().requests()).isEmpty();
            next.leads();
            leader.follows(next.id());
            HttpResponse<String> redirect =
                    leader.send(leader.request("/redirect/x?a=1").GET());
            assertThat(redirect.headers().firstValue("Location"))
                    .hasValue("http://127.0.0.1:" + next.port() + "/redirect/x?a=1&baton-redirected=1");
        }
    }

    @Test
    void aForwardingHandlerWhoseLeadershipEndsBeforeItsCallIsUnavailable() throws Exception {
        try (Instance leader = Instance.start(store).leads();
                Instance next = Instance.start(store).follows(leader.id())) {
            HttpResponse<String> answer =
                    leader.send(leader.request("/forwarded-resigned").POST(BodyPublishers.ofString("x")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(leader.served().requests()).isEmpty();
            assertThat(next.served().requests()).isEmpty();
        }
    }

    @Test
    void aLeaderThatDiesAfterTheRedirectIsReplacedAndTheRetrySucceeds() throws Exception {
        Instance leader = Instance.start(store).leads();
        try (Instance standby = Instance.start(store).follows(leader.id())) {
            HttpResponse<String> redirect =
                    standby.send(standby.request("/redirect/x").POST(BodyPublishers.ofString("x")));
            assertThat(redirect.statusCode()).isEqualTo(307);
            String target = redirect.headers().firstValue("Location").orElseThrow();
            leader.close();
            assertThat(target).startsWith("http://127.0.0.1:" + leader.port());
            assertThatThrownBy(() -> leader.send(
                            leader.request("/redirect/x?baton-redirected=1").POST(BodyPublishers.ofString("x"))))
                    .isInstanceOf(IOException.class);
            await().atMost(Instance.SOON)
                    .until(() -> standby.follow(standby.request("/redirect/x").POST(BodyPublishers.ofString("x")))
                                    .statusCode()
                            == 200);
            assertThat(standby.served().requests()).hasSize(1);
        } finally {
            leader.close();
        }
    }

    @Test
    void aHandlerThatIsForwardedToADeadLeaderIsUnavailableUntilTheNextOneLeads() throws Exception {
        int nothing = Instance.freePort();
        try (Baton foreign = Instance.foreignLeader(store, Map.of("url", "http://127.0.0.1:" + nothing));
                Instance standby = Instance.start(store).follows("foreign")) {
            HttpResponse<String> answer =
                    standby.send(standby.request("/forward/x").POST(BodyPublishers.ofString("x")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            Instance.elector(foreign).close();
            await().atMost(Instance.SOON)
                    .until(() -> standby.send(standby.request("/forward/x").POST(BodyPublishers.ofString("x")))
                                    .statusCode()
                            == 200);
        }
    }
}
