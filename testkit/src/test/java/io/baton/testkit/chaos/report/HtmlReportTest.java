// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.history.CounterHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    @TempDir
    private Path directory = Path.of("");

    private String written(RunExample run) throws Exception {
        return Files.readString(HtmlReport.write(run.record(), directory.resolve("reports")));
    }

    private ReportOutline page(RunExample run) throws Exception {
        return ReportOutline.of(written(run));
    }

    private static RunExample keptRun() {
        return new RunExample()
                .process("a", 0, 30_000)
                .process("b", 0, 120_000)
                .held("a", 7, -2_000, 20_000)
                .held("b", 12, 21_000, 120_000)
                .round("leader frozen", 18_000, 20_500, 500)
                .round("names moved", 50_000, 60_000, 0);
    }

    @Test
    void theFileIsNamedAfterTheRunAndItsSeed() throws Exception {
        Path file = HtmlReport.write(keptRun().named("Chaos at ZooKeeper/3").record(), directory);
        assertThat(file.getFileName()).hasToString("chaos-at-zookeeper-3-42.html");
    }

    @Test
    void aReaderFindsEverythingInOrder() throws Exception {
        assertThat(page(keptRun()).parts())
                .containsExactly(
                        "h1 chaos by hand",
                        "table promises",
                        "h2 Run it again",
                        "pre ./mvnw -Psoak -Dseed=42",
                        "h2 The election",
                        "h3 0:00 to 2:00",
                        "svg chart timeline",
                        "h2 Fail-over times",
                        "svg chart histogram",
                        "table faults",
                        "h2 Failures",
                        "h2 Machine and settings",
                        "table machine");
    }

    @Test
    void theFileNeedsNoOther() throws Exception {
        assertThat(written(keptRun())).doesNotContain("<script", "http:", "https:", "src=", "href=", "@import", "url(");
    }

    @Test
    void aRunWithoutFailuresIsKept() throws Exception {
        ReportOutline page = page(keptRun());
        assertThat(page.texts("p", "verdict kept"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Kept. In 2:00 with 2 faults");
        assertThat(page.texts("td", "answer kept")).hasSize(10);
        assertThat(page.count("td", "answer broken")).isZero();
    }

    @Test
    void leadershipsAndFaultsTellTheirTimes() throws Exception {
        ReportOutline page = page(keptRun());
        assertThat(page.titles("lead"))
                .contains(
                        "a leads with token 7: 0:00.000 to 0:20.000, 22.000 s, 20 samples",
                        "b leads with token 12: 0:21.000 to 2:00.000, 99.000 s, 20 samples");
        assertThat(page.titles("band"))
                .containsExactly(
                        "round 1, leader frozen: 0:18.000 to 0:20.500, 2.500 s\na leader again after 0.500 s\n"
                                + "all candidates stand again after 1.000 s",
                        "round 2, names moved: 0:50.000 to 1:00.000, 10.000 s\na leader was there at its end\n"
                                + "all candidates stand again after 0.500 s");
        assertThat(page.texts("text", "fault")).containsExactly("leader frozen", "names moved");
        assertThat(page.count("line", "alive"))
                .as("two processes, and one line of the legend")
                .isEqualTo(3);
    }

    @Test
    void twoLeadersAtOnceAreShownAndBreakThePromise() throws Exception {
        ReportOutline page = page(new RunExample()
                .held("a", 3, 0, 40_000)
                .held("b", 7, 39_000, 80_000)
                .round("leader frozen", 30_000, 38_000, 0));
        assertThat(page.titles("lead"))
                .filteredOn(title -> title.contains("leads"))
                .hasSize(2);
        assertThat(page.titles("overlap"))
                .containsExactly("a with token 3 was still leader 1000000 us after b with token 7 was");
        assertThat(page.texts("p", "verdict broken"))
                .hasSize(1)
                .first()
                .asString()
                .contains("1 promise was broken: Never do two processes lead at once.");
        assertThat(page.count("td", "answer broken")).isEqualTo(1);
        assertThat(page.texts("pre", "failure")).hasSize(1);
    }

    @Test
    void aTokenThatDoesNotGrowBreaksAnotherPromise() throws Exception {
        ReportOutline page = page(new RunExample()
                .held("a", 7, 0, 40_000)
                .held("b", 3, 50_000, 80_000)
                .round("leader frozen", 30_000, 38_000, 0));
        assertThat(page.titles("overlap")).isEmpty();
        assertThat(page.texts("p", "verdict broken"))
                .hasSize(1)
                .first()
                .asString()
                .contains("Each leadership has a greater token than all before");
    }

    @Test
    void aLostUpdateBreaksThePromiseOfTheFence() throws Exception {
        ReportOutline page = page(keptRun().counted(new CounterHistory(7, 3, List.of("b wrote 5 over 6"), 9, 2)));
        assertThat(page.texts("pre", "failure")).containsExactly("b wrote 5 over 6");
        assertThat(page.texts("p", "verdict broken"))
                .hasSize(1)
                .first()
                .asString()
                .contains("A fenced resource loses no update");
        assertThat(page.count("td", "answer broken")).isEqualTo(1);
    }

    @Test
    void aRoundThatFailedIsMarkedAndTold() throws Exception {
        ReportOutline page = page(keptRun().roundWithoutLeader("all members killed", 70_000, 80_000));
        assertThat(page.texts("text", "failed")).containsExactly("\u2717 all members killed");
        assertThat(page.texts("pre", "failure")).containsExactly("round 3, all members killed: no leader within PT10S");
        assertThat(page.texts("p", "verdict broken")).hasSize(1);
    }

    @Test
    void whatComesFromOutsideIsEscaped() throws Exception {
        String hostile = "</title><script>alert('1')</script> & \"quoted\" \u0007 \ud800 \u00fc";
        RunExample run = new RunExample()
                .named(hostile)
                .process(hostile, 0, 100_000)
                .held(hostile, 1, 0, 50_000)
                .roundWithoutLeader(hostile, 60_000, 70_000);
        assertThat(written(run)).doesNotContain("<script>", "\u0007", "\ud800");
        assertThat(page(run).texts("text", "end"))
                .contains("</title><script>alert('1')</script> & \"quoted\" \ufffd \ufffd \u00fc");
    }

    @Test
    void anEmptyRunShowsNothingAndIsNotKept() throws Exception {
        ReportOutline page = page(new RunExample().lasting(Duration.ZERO));
        assertThat(page.texts("p", "verdict broken"))
                .containsExactly("Broken. No fault was played: the run shows nothing.");
        assertThat(page.parts()).contains("svg chart timeline").doesNotContain("svg chart histogram");
    }

    @Test
    void aLongRunHasSeveralPicturesOfOneScale() throws Exception {
        RunExample run = keptRun().lasting(Duration.ofSeconds(930)).round("leader killed", 299_000, 302_000, 900);
        ReportOutline page = page(run);
        assertThat(page.parts().stream().filter(part -> part.startsWith("h3")))
                .isEqualTo(List.of("h3 0:00 to 5:00", "h3 5:00 to 10:00", "h3 10:00 to 15:30"));
        assertThat(page.titles("band"))
                .filteredOn(title -> title.contains("leader killed"))
                .hasSize(2);
        assertThat(page.texts("text", "fault"))
                .filteredOn("leader killed"::equals)
                .hasSize(1);
    }
}
