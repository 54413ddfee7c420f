// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the store is frozen the command ends before its lease does, and the next one begins after that. */
@Timeout(300)
class StoreOutageTest {

    @Test
    void theNextCommandStartsAfterTheLastPartOfTheOneBefore(@TempDir Path directory) throws Exception {
        Work work = Work.stubborn(directory);
        try (EtcdServer etcd = EtcdServer.start();
                ChildJvm first = start(etcd, work);
                ChildJvm second = start(etcd, work)) {
            Await.untilTrue("one leads", () -> work.lines("start").count() == 1);
            long token = work.lines("start").findFirst().orElseThrow().token();
            Await.untilTrue("all parts work", () -> work.isComplete(token));
            // On a busy machine the work can be there before the program says that it is.
            ChildJvm leader = Await.until(
                    "one says that it leads",
                    () -> Stream.of(first, second)
                            .filter(program -> program.output().stream().anyMatch(line -> line.contains("leads")))
                            .findFirst());

            etcd.pause();
            leader.awaitLine("asks the command to end: the lease has (\\d+) ms left", Program.BOUND);
            long left =
                    Long.parseLong(leader.awaitLine("kills the command: the lease has (-?\\d+) ms left", Program.BOUND)
                            .group(1));
            leader.awaitLine("has ended with 137", Program.BOUND);
            assertThat(left).isPositive();
            assertThat(work.isGone()).isTrue();
            assertThat(work.lines("start")).hasSize(1);
            etcd.resume();

            Await.untilTrue("the next leads", () -> work.lines("start").count() == 2);
            List<Work.Line> starts = work.lines("start").toList();
            long end = work.lines().stream()
                    .filter(line -> line.token() == token)
                    .mapToLong(Work.Line::nanos)
                    .max()
                    .orElseThrow();
            System.out.println("killed with " + left + " ms of the lease left; the next began "
                    + (starts.get(1).nanos() - end) / 1_000_000 + " ms after the last sign of the one before");
            assertThat(starts.get(1).token()).isGreaterThan(token);
            assertThat(starts.get(1).nanos()).isGreaterThan(end);
            assertThat(work.lines("term").filter(line -> line.token() == token)).isNotEmpty();
        }
    }

    private static ChildJvm start(EtcdServer etcd, Work work) {
        String store = "--store=etcd://" + etcd.hostAndPort() + "?lease=48s&connect-timeout=60s";
        return Program.start("run", "outage", store, "--", "sh", work.script().toString());
    }
}
