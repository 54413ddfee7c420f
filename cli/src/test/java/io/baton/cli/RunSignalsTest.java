// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of a command outlives {@code baton run}, however that ends. */
@Timeout(300)
class RunSignalsTest {

    @RegisterExtension
    static final StoreExtension STORE = new StoreExtension();

    @TempDir
    Path directory;

    private static String store() {
        return STORE.option();
    }

    private static ChildJvm start(String election, Work work, String... options) {
        String[] arguments = new String[options.length + 6];
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[0] = "run";
        arguments[1] = election;
        arguments[2] = store();
        arguments[options.length + 3] = "--";
        arguments[options.length + 4] = "sh";
        arguments[options.length + 5] = work.script().toString();
        return Program.start(arguments);
    }

    private static void awaitAll(Work work) throws IOException {
        Await.untilTrue("all parts work", () -> {
            var token = work.lines("start").findFirst();
            return token.isPresent() && work.isComplete(token.get().token());
        });
        assertThat(work.isGone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalEndsTheCommandFirstAndItsExitCodeIsPassedOn(String signal) throws Exception {
        Work work = Work.obedient(directory);
        try (ChildJvm program = start("signal-" + signal, work)) {
            awaitAll(work);

            Program.signal(signal, program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(5);
            assertThat(work.lines("term")).hasSize(1);
            assertThat(work.isGone()).isTrue();
            assertThat(Program.ask("candidates", "signal-" + signal, store()).exitCode())
                    .isEqualTo(ExitCodes.NONE);
        }
    }

    @Test
    void aCommandThatDoesNotEndIsKilled() throws Exception {
        Work work = Work.stubborn(directory);
        try (ChildJvm program = start("stubborn", work, "--stop-timeout=500ms")) {
            awaitAll(work);

            Program.signal("TERM", program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(128 + 9);
            assertThat(work.lines("term")).isNotEmpty();
            assertThat(work.isGone()).isTrue();
        }
    }

    @Test
    void aChildThatHasLeftTheGroupButNotItsParentIsKilledToo() throws Exception {
        String deaf = "trap '' TERM; setsid sleep 1000 & echo child=$!; while :; do sleep 0.1; done";
        try (ChildJvm program =
                Program.start("run", "session", store(), "--stop-timeout=500ms", "--", "sh", "-c", deaf)) {
            long child = Long.parseLong(
                    program.awaitLine("child=(\\d+)", Program.BOUND).group(1));

            Program.signal("TERM", program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(128 + 9);
            Await.untilTrue("the child is gone", () -> Program.isGone(child));
        }
    }

    @Test
    void whatHasLeftTheGroupIsKilledAlsoIfTheCommandEndsAtOnce() throws Exception {
        String obedient = "trap 'exit 5' TERM; setsid sh -c 'sleep 1000 & echo grandchild=$!; wait' & echo child=$!;"
                + " while :; do sleep 0.1; done";
        try (ChildJvm program = Program.start("run", "session-ends", store(), "--", "sh", "-c", obedient)) {
            long child = Long.parseLong(Await.until("the child", () -> said(program, "child=(\\d+)"))
                    .group(1));
            long grandchild = Long.parseLong(Await.until("the grandchild", () -> said(program, "grandchild=(\\d+)"))
                    .group(1));

            Program.signal("TERM", program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(5);
            Await.untilTrue("both are gone", () -> Program.isGone(child) && Program.isGone(grandchild));
        }
    }

    /** The two lines come in any order. */
    private static Optional<MatchResult> said(ChildJvm program, String line) {
        return program.output().stream()
                .map(Pattern.compile(line)::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult)
                .findFirst();
    }

    @Test
    void aSignalOfTheCommandToItsGroupDoesNotEndTheWatchdog() throws Exception {
        String signals = "trap : USR1 USR2 QUIT ALRM;"
                + " for signal in USR1 USR2 QUIT ALRM; do kill -s $signal 0; done; sleep 1000 & echo left=$!; wait";
        try (ChildJvm program = Program.start("run", "own-signal", store(), "--", "sh", "-c", signals)) {
            long left = Long.parseLong(
                    program.awaitLine("left=(\\d+)", Program.BOUND).group(1));

            program.kill();

            Await.untilTrue("what the command has started is gone", () -> Program.isGone(left));
        }
    }

    @Test
    void aGroupWhoseWatchdogWasKilledIsAskedToEndAllTheSame() throws Exception {
        String kills = "trap 'wait; exit 5' TERM;"
                + " for file in /proc/[0-9]*/stat; do read -r pid name state parent group rest <$file || continue;"
                + " [ $group = $$ ] && [ $pid != $$ ] && kill -s KILL $pid; done 2>/dev/null;"
                + " sh -c 'trap \"exit 0\" TERM; echo ready; while :; do sleep 0.1; done' &"
                + " while :; do sleep 0.1; done";
        try (ChildJvm program = Program.start("run", "unguarded", store(), "--", "sh", "-c", kills)) {
            program.awaitLine("ready", Program.BOUND);

            Program.signal("TERM", program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(5);
        }
    }

    /** Its watchdog is frozen with it and takes no order. */
    @Test
    void aGroupThatIsFrozenIsKilledToo() throws Exception {
        String freezes = "trap '' TERM; sleep 1000 & echo child=$!; kill -s STOP 0; wait";
        try (ChildJvm program =
                Program.start("run", "frozen", store(), "--stop-timeout=500ms", "--", "sh", "-c", freezes)) {
            long child = Long.parseLong(
                    program.awaitLine("child=(\\d+)", Program.BOUND).group(1));
            Await.untilTrue("the group is frozen", () -> Program.isFrozen(child));

            Program.signal("TERM", program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(128 + 9);
            Await.untilTrue("the child is gone", () -> Program.isGone(child));
        }
    }

    @Test
    void noPartOutlivesAProgramThatIsKilled() throws Exception {
        Work work = Work.stubborn(directory);
        try (ChildJvm program = start("killed", work)) {
            awaitAll(work);

            program.kill();

            long killed = System.nanoTime();
            Await.untilTrue("all parts are gone", work::isGone);
            System.out.println("all parts were gone " + (System.nanoTime() - killed) / 1_000_000 + " ms after kill -9");
        }
    }

    @Test
    void whatIsLeftBehindEndsWithTheCommand() throws Exception {
        Work work = Work.stubborn(directory);
        try (ChildJvm program = start("left", work)) {
            awaitAll(work);
            long self = work.lines("start").findFirst().orElseThrow().pid();

            ProcessHandle.of(self).orElseThrow().destroyForcibly();

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(128 + 9);
            assertThat(work.isGone()).isTrue();
        }
    }

    @Test
    void aSignalEndsTheWaiting() throws Exception {
        try (ChildJvm leader = Program.start("run", "waiting", store(), "--", "sleep", "1000")) {
            leader.awaitLine("leads 'waiting'", Program.BOUND);
            try (ChildJvm waiting = Program.start("run", "waiting", store(), "--", "sleep", "1000")) {
                Await.untilTrue(
                        "both stand",
                        () -> Program.ask("candidates", "waiting", store())
                                        .out()
                                        .size()
                                == 2);

                Program.signal("TERM", waiting);

                assertThat(waiting.awaitExit(Program.BOUND)).isEqualTo(128 + 15);
                assertThat(Program.ask("candidates", "waiting", store()).out()).hasSize(1);
            }
        }
    }
}
