// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.examples.Resources;
import io.baton.examples.storage.cluster.ClusterSettings;
import io.baton.examples.storage.cluster.Instance;
import io.baton.examples.storage.cluster.LocalCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of the instances, in a real browser. */
@Timeout(600)
class PageTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String HOSTILE = "<img src=x onerror=\"document.title='taken over'\">";

    private static Resources resources;
    private static LocalCluster cluster;
    private static Browser browser;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

    @BeforeAll
    static void start(@TempDir Path profile) throws IOException {
        resources = Resources.closedAtExit();
        browser = resources.add(Browser.start(profile));
        cluster = LocalCluster.start(ClusterSettings.of("raft"), resources, System.out::println);
    }

    @AfterAll
    static void stop() {
        resources.close();
    }

    @BeforeEach
    void allInstancesServe() {
        cluster.awaitServing();
    }

    @Test
    void thePageShowsTheLeaderAndItsTokenAsTheStatusSays() {
        Instance leader = leader();
        Instance standby = standby();
        browser.open(standby.url());
        browser.awaitText("stream", "live");
        browser.awaitText("leader", leader.name());
        assertThat(browser.target("leader")).isEqualTo(leader.url().toString());
        assertThat(cluster.status(standby)).contains("\"token\":" + browser.text("token"));
        assertThat(browser.text("instance")).isEqualTo(standby.name());
        assertThat(browser.text("role")).startsWith("standby");
        browser.open(leader.url());
        browser.awaitText("role", "leads");
        assertThat(browser.text("instance")).isEqualTo(leader.name());
    }

    @Test
    void aWriteThroughAnyInstanceAppearsWithoutAReload() throws Exception {
        browser.open(standby().url());
        browser.awaitText("stream", "live");
        for (Instance instance : cluster.instances()) {
            put(instance, "through-" + instance.name(), "hello");
            browser.awaitText("writes", "through-" + instance.name());
            assertThat(browser.firstRow("writes")).contains("through-" + instance.name(), "hello", leader().name());
        }
        assertThat(browser.isSamePage()).isTrue();
    }

    @Test
    void aHostileValueIsShownAsText() throws Exception {
        browser.open(standby().url());
        browser.awaitText("stream", "live");
        put(leader(), "hostile", HOSTILE);
        browser.awaitText("writes", HOSTILE);
        assertThat(browser.count("#writes img")).isZero();
        assertThat(browser.title()).doesNotContain("taken over");
    }

    @Test
    void aDeletedEntryIsShownAsDeleted() throws Exception {
        browser.open(standby().url());
        put(standby(), "short-lived", "x");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(entry(standby(), "short-lived")).DELETE().build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        browser.awaitText("writes", "deleted");
        assertThat(browser.isSamePage()).isTrue();
    }

    @Test
    void theFailOverAppearsWhenTheLeaderWasKilled() throws Exception {
        Instance old = leader();
        Instance standby = standby();
        browser.open(standby.url());
        browser.awaitText("leader", old.name());
        put(standby, "capital-portugal", "Lisbon");
        put(leader(), "capital-poland", "Warszawa");
        put(standby, "capital-norway", "Oslo");
        put(leader(), "capital-belgium", "Brussels");
        browser.awaitText("writes", "Brussels");
        String token = browser.text("token");
        browser.screenshot(SCREENSHOTS.resolve("storage-cluster-standby.png"));

        old.kill();
        Awaitility.await("another token")
                .atMost(BOUND)
                .until(() -> !List.of("–", token).contains(browser.text("token")));
        List<String> term = term();
        assertThat(term.get(0)).isEqualTo(browser.text("leader")).isNotEqualTo(old.name());
        assertThat(term.get(1)).isEqualTo(browser.text("token"));
        assertThat(term.get(3)).matches("[\\d.]+ m?s");
        assertThat(Long.parseLong(browser.text("token"))).isGreaterThan(Long.parseLong(token));
        assertThat(browser.isSamePage()).isTrue();
        put(standby, "after-the-fail-over", "still writable");
        browser.awaitText("writes", "after-the-fail-over");
        browser.open(leader().url());
        browser.awaitText("role", "leads");
        browser.screenshot(SCREENSHOTS.resolve("storage-cluster-leader.png"));
    }

    @Test
    void theStreamReconnectsWhenTheInstanceWasStartedAgain() throws Exception {
        Instance serving = standby();
        browser.open(serving.url());
        browser.awaitText("stream", "live");
        serving.kill();
        browser.awaitText("stream", "not connected");
        browser.screenshot(SCREENSHOTS.resolve("storage-cluster-disconnected.png"));
        browser.awaitText("stream", "live");
        put(leader(), "after-the-restart", "seen");
        browser.awaitText("writes", "after-the-restart");
        assertThat(browser.isSamePage()).isTrue();
    }

    /** The newest one, once the page shows it. */
    private static List<String> term() {
        Awaitility.await("the term of the leader that is shown")
                .atMost(BOUND)
                .until(() -> browser.firstRow("terms").contains(browser.text("token")));
        return browser.firstRow("terms");
    }

    private static Instance leader() {
        return Awaitility.await("an instance leads")
                .atMost(BOUND)
                .until(() -> cluster.leader(), Optional::isPresent)
                .orElseThrow();
    }

    private static Instance standby() {
        Instance leader = leader();
        return cluster.instances().stream()
                .filter(instance -> instance != leader)
                .findFirst()
                .orElseThrow();
    }

    private static URI entry(Instance instance, String key) {
        return URI.create(instance.url() + "/entries/" + key);
    }

    /** Until it is acknowledged, as clients do. */
    private void put(Instance instance, String key, String value) {
        HttpRequest request = HttpRequest.newBuilder(entry(instance, key))
                .header("Content-Type", "text/plain; charset=UTF-8")
                .PUT(BodyPublishers.ofString(value))
                .build();
        Awaitility.await("the write of " + key)
                .atMost(BOUND)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.send(request, BodyHandlers.ofString()).statusCode() == 200);
    }
}
