// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.cli.run.CommandEnd.Cause;
import io.baton.testkit.fixture.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a command begins and what its end is called, under a lease whose end the test moves. */
@Timeout(300)
class CommandWatchTest {

    private static final Duration VALIDITY = Duration.ofSeconds(160);
    private static final LeaseMargins MARGINS = LeaseMargins.of(VALIDITY, Optional.empty());

    /** From here TERM is due. */
    private static final Duration FOR_TERM = MARGINS.grace().plus(MARGINS.reserve());

    @TempDir
    private Path directory = Path.of("");

    private final Shutdown shutdown = new Shutdown();
    private final MovedLeadership leadership = new MovedLeadership();

    /** Runs a script, to which its directory is given, in a thread of its own. */
    private CompletableFuture<CommandEnd> run(String script) {
        RunSpec spec = new RunSpec(
                "election",
                List.of("sh", "-c", script, "sh", directory.toString()),
                new CommandEnvironment(false),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                VALIDITY);
        Notes notes = Notes.to(new PrintWriter(new StringWriter()));
        CommandWatch watch = new CommandWatch(spec, leadership, MARGINS, shutdown, notes);
        CompletableFuture<CommandEnd> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (notes) {
                end.complete(watch.run("candidate"));
            } catch (Exception failed) {
                end.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private boolean exists(String file) {
        return Files.exists(directory.resolve(file));
    }

    @Test
    void whatWasElectedByASlowAnswerWaitsForTheRenewal() {
        leadership.holdFor(FOR_TERM.minusSeconds(1));
        CompletableFuture<CommandEnd> end = run("touch $1/begun");
        Await.untilAfter(System.nanoTime(), Duration.ofMillis(300));
        assertThat(end).isNotDone();
        assertThat(exists("begun")).isFalse();

        leadership.holdFor(VALIDITY);

        assertThat(end.join()).isEqualTo(new CommandEnd(Cause.EXITED, OptionalInt.of(0)));
        assertThat(exists("begun")).isTrue();
    }

    @Test
    void noCommandBeginsIfTheLeaseEndsWhileItIsStarted() {
        leadership.holdFor(VALIDITY);
        leadership.endsWhenTheTokenIsRead();

        assertThat(run("touch $1/begun").join()).isEqualTo(CommandEnd.notStarted(Cause.LEASE));
        assertThat(exists("begun")).isFalse();
    }

    @Test
    void aSignalWhileTheLeaseEndsWantsTheCodeOfTheCommand() throws Exception {
        leadership.holdFor(FOR_TERM.plusSeconds(5));
        CompletableFuture<CommandEnd> end =
                run("trap 'touch $1/asked; until [ -e $1/go ]; do sleep 0.02; done; exit 5' TERM;"
                        + " while :; do sleep 0.1; done");
        Await.untilTrue("the command is asked to end", () -> exists("asked"));

        shutdown.requested().complete(null);
        Files.createFile(directory.resolve("go"));

        assertThat(end.join()).isEqualTo(new CommandEnd(Cause.SHUTDOWN, OptionalInt.of(5)));
    }
}
