// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.Baton;
import io.baton.testkit.contract.scenario.Conditions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the dashboard, the alert rules and the page about them name is what a process really shows to Prometheus. */
class MonitoringFilesTest {

    private static final Path FILES = Path.of("..", "docs", "monitoring");

    private final Processes processes = new Processes();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @BeforeEach
    void elect() throws InterruptedException {
        Baton baton = processes.connect(processes.backend(), Map.of("baton.lease-duration", "2s"));
        baton.elector("billing").start();
        new BatonMetrics(baton, "memory")
                .leaderOnlyCalls(election -> new LeaderOnlyCallCounts(9, 4, 1))
                .bindTo(registry);
        baton.elector("reports");
        baton.find("billing").orElseThrow().awaitLeadership();
        Conditions.await(
                "proofs are counted",
                Processes.SOON,
                () -> value("baton_proofs_seconds_count{outcome=\"proven\"}") >= 1);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    @Test
    void everySeriesOfTheDashboardIsInAScrape() throws IOException {
        List<String> expressions = new ArrayList<>();
        dashboard().findValues("expr").forEach(expression -> expressions.add(expression.asText()));
        for (JsonNode variable : dashboard().path("templating").path("list")) {
            expressions.add(variable.path("definition").asText());
        }
        assertThat(expressions).hasSizeGreaterThan(15);
        assertScraped(expressions);
    }

    @Test
    void everySeriesOfTheAlertRulesIsInAScrape() throws IOException {
        List<String> expressions = new ArrayList<>();
        rules().forEach(rule -> expressions.add(String.valueOf(rule.get("expr"))));
        assertThat(expressions).hasSizeGreaterThanOrEqualTo(7);
        assertScraped(expressions);
    }

    @Test
    void thePageNamesEverySeriesAndNoOther() throws IOException {
        Set<String> named = new TreeSet<>();
        SeriesSelector.in(Files.readString(FILES.resolve("README.md"))).forEach(series -> named.add(series.name()));
        assertThat(named).containsExactlyElementsOf(scrape().names());
    }

    @Test
    void whatNoProcessShowsIsNotFound() {
        Scrape scrape = scrape();
        List<String> absent = List.of(
                "baton_leaders",
                "baton_leader{colour=\"red\"}",
                "sum by (colour) (baton_leader)",
                "rate(baton_proofs_seconds_count{outcome=\"lost\"}[5m])");
        assertThat(absent)
                .allSatisfy(expression -> assertThat(SeriesSelector.in(expression))
                        .singleElement()
                        .satisfies(wanted -> assertThat(scrape.series()).noneMatch(wanted::selects)));
    }

    @Test
    void theDashboardCanBeImported() throws IOException {
        JsonNode dashboard = dashboard();
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        assertThat(dashboard.path("id").isNull())
                .as("an id belongs to one installation")
                .isTrue();
        assertThat(dashboard.path("templating").path("list").findValuesAsText("name"))
                .contains("datasource", "election");
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as("id of " + panel.path("title"))
                    .isTrue();
            assertThat(panel.path("type").asText()).isNotBlank();
            assertThat(panel.path("gridPos").path("w").asInt()).isBetween(1, 24);
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() throws IOException {
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(String.valueOf(rule.get("alert"))).startsWith("Baton");
            assertThat(String.valueOf(rule.get("labels"))).containsPattern("severity=(critical|warning)");
            assertThat(String.valueOf(rule.get("annotations"))).contains("summary=", "description=");
        });
    }

    private void assertScraped(List<String> expressions) {
        Scrape scrape = scrape();
        for (String expression : expressions) {
            for (SeriesSelector wanted : SeriesSelector.in(expression)) {
                assertThat(scrape.series()).as("%s of %s", wanted, expression).anyMatch(wanted::selects);
            }
        }
    }

    private double value(String series) {
        return scrape().value(SeriesSelector.in(series).get(0));
    }

    private Scrape scrape() {
        return Scrape.of(registry.scrape());
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(FILES.resolve("grafana-dashboard.json").toFile());
    }

    private static List<Map<?, ?>> rules() throws IOException {
        Map<?, ?> file = new Yaml().load(Files.readString(FILES.resolve("alerts.yml")));
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object group : list(file, "groups")) {
            for (Object rule : list((Map<?, ?>) group, "rules")) {
                rules.add((Map<?, ?>) rule);
            }
        }
        return rules;
    }

    private static List<?> list(Map<?, ?> of, String key) {
        return (List<?>) Objects.requireNonNull(of.get(key), key);
    }
}
