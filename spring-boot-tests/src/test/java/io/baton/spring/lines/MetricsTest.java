// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What Prometheus scrapes from a running application. */
class MetricsTest {

    private static final Path MONITORING = Path.of("../../docs/monitoring");
    private static final Pattern SERIES = Pattern.compile("\\bbaton_[a-z_]+");
    private static final Pattern LINE = Pattern.compile("(?m)^(baton_[a-z_]+)[{ ]");

    @Test
    void everySeriesThatTheDashboardTheAlertsAndTheDocumentationNameIsScraped() throws Exception {
        Set<String> named = new TreeSet<>();
        for (Path file : files()) {
            named.addAll(matches(SERIES, 0, Files.readString(file)));
        }
        assertThat(named).contains("baton_leader", "baton_overlap_suspected_total");
        try (Application application = ApplicationLauncher.of(Configuration.class)
                .store("metrics")
                .property("baton.resign-backoff", "100ms")
                .start()) {
            Await.leadership(application, "billing");
            application.bean(Job.class).run();
            application.bean(Baton.class).find("billing").orElseThrow().resign();
            Await.until("the next leadership", () -> scrape(application).contains("baton_losses_total{"));
            Await.leadership(application, "billing");
            Await.until(
                    "all series", () -> matches(LINE, 1, scrape(application)).containsAll(named));
            assertThat(scrape(application))
                    .containsPattern("baton_leader\\{[^}]*election=\"billing\"[^}]*} 1")
                    .containsPattern("baton_leader_only_calls_total\\{[^}]*outcome=\"ran\"[^}]*} 1")
                    .containsPattern("baton_overlap_suspected_total\\{[^}]*} 0");
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(MONITORING)) {
            return files.toList();
        }
    }

    private static Set<String> matches(Pattern pattern, int group, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static String scrape(Application application) throws IOException, InterruptedException {
        return application.get("/actuator/prometheus").body();
    }

    @EnableAutoConfiguration
    @Import(Job.class)
    static class Configuration {}

    static class Job {

        @LeaderOnly("billing")
        public void run() {}
    }
}
