// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code baton run} returns, and when it ends. */
@Timeout(300)
class RunTest {

    @RegisterExtension
    static final StoreExtension STORE = new StoreExtension();

    private static String store() {
        return STORE.option();
    }

    @Test
    void theCommandKnowsItsLeadershipAndItsExitCodeIsPassedOn() throws Exception {
        Program.Ended ended = Program.run(
                "run",
                "env",
                store(),
                "--candidate=a b",
                "--",
                "sh",
                "-c",
                "echo \"$BATON_ELECTION/$BATON_CANDIDATE/$BATON_TOKEN $*\"; exit 7",
                "sh",
                "--json",
                "@x",
                "--",
                "y");

        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(ended.line()).matches("env/a b/[1-9][0-9]* --json @x -- y");
    }

    @Test
    void theCommandGetsCredentialsOfTheStoreOnlyIfItIsToldTo() throws Exception {
        Map<String, String> environment = Map.of(
                "BATON_ETCD_USER", "worker",
                "BATON_ETCD_PASSWORD", "planted",
                "BATON_REQUEST_TIMEOUT", "10s",
                "DATABASE_PASSWORD", "the command's own");
        String[] printsAll = {"run", "env", store(), "--", "env"};
        Program.Ended without = Program.run(environment, printsAll);

        assertThat(without.out())
                .contains("BATON_REQUEST_TIMEOUT=10s", "DATABASE_PASSWORD=the command's own", "BATON_ELECTION=env")
                .doesNotContain("BATON_ETCD_USER=worker")
                .noneMatch(line -> line.contains("planted"));
        assertThat(without.err())
                .anyMatch(line ->
                        line.contains("BATON_ETCD_PASSWORD, BATON_ETCD_USER") && line.contains("--keep-secrets"));
        assertThat(Program.run(environment, "run", "env", store(), "--keep-secrets", "--", "env")
                        .out())
                .contains("BATON_ETCD_USER=worker", "BATON_ETCD_PASSWORD=planted");
    }

    @Test
    void theCommandGetsEveryOtherVariableAsItIs() throws Exception {
        Map<String, String> environment = Map.of("target", "prod", "order", "66");

        assertThat(Program.run(environment, "run", "variables", store(), "--", "env")
                        .out())
                .contains("target=prod", "order=66");
    }

    @Test
    void aCommandThatEndsWellLeavesNoCandidate() throws Exception {
        assertThat(Program.run("run", "well", store(), "--", "true").exitCode()).isZero();
        assertThat(Program.ask("candidates", "well", store()).exitCode()).isEqualTo(ExitCodes.NONE);
    }

    @Test
    void aCommandThatIsNotThere() throws Exception {
        assertThat(Program.run("run", "absent", store(), "--", "/no/such/command")
                        .exitCode())
                .isEqualTo(127);
        assertThat(Program.run("run", "absent", store(), "--", "/etc").exitCode())
                .isEqualTo(126);
    }

    @Test
    void whatWaitsLongEnoughGivesUp() throws Exception {
        try (ChildJvm leader = Program.start("run", "busy", store(), "--", "sleep", "1000")) {
            leader.awaitLine("leads 'busy'", Program.BOUND);

            assertThat(Program.run("run", "busy", store(), "--wait=500ms", "--", "true")
                            .exitCode())
                    .isEqualTo(124);

            assertThat(leader.isAlive()).isTrue();
        }
    }

    @Test
    void restartStandsAgainWithAGreaterToken() throws Exception {
        try (ChildJvm program = Program.start(
                "run", "again", store(), "--restart", "--", "sh", "-c", "echo \"token=$BATON_TOKEN\"; exit 3")) {
            long first = Long.parseLong(
                    program.awaitLine("token=(\\d+)", Program.BOUND).group(1));
            long second = Long.parseLong(
                    program.awaitLine("token=(\\d+)", Program.BOUND).group(1));

            assertThat(second).isGreaterThan(first);
        }
    }

    @Test
    void onceEndsWhenTheLeadershipIsLost() throws Exception {
        try (ChildJvm program = Program.start("run", "once", STORE.option("20s"), "--once", "--", "sleep", "1000")) {
            program.awaitLine("leads 'once'", Program.BOUND);
            Program.signal("STOP", program);
            Await.untilAfter(System.nanoTime(), Duration.ofSeconds(11));
            Program.signal("CONT", program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(123);
        }
    }

    @Test
    void failuresOfTheProgramHaveCodesOfTheirOwn() throws Exception {
        assertThat(Program.ask("run", "usage", store()).exitCode()).isEqualTo(125);
        assertThat(Program.ask("run", "usage", store(), "--once", "--restart", "--", "true")
                        .exitCode())
                .isEqualTo(125);
        assertThat(Program.ask("run", "usage", store(), "--wait=soon", "--", "true")
                        .exitCode())
                .isEqualTo(125);
        assertThat(Program.ask("run", "usage", STORE.option("10s"), "--grace=4s", "--", "true")
                        .err())
                .anySatisfy(line -> assertThat(line).contains("--grace is 4000ms", "1875ms", "baton.lease-duration"));
        assertThat(Program.ask("run", "usage", store() + "&lease-duraton=5s", "--", "true"))
                .satisfies(unknown -> assertThat(unknown.exitCode()).isEqualTo(125))
                .satisfies(unknown -> assertThat(unknown.err().toString()).contains("lease-duraton", "lease-duration"));
        assertThat(Program.ask("run", "down", "--store=zookeeper://127.0.0.1:1?connect-timeout=3s", "--", "true")
                        .exitCode())
                .isEqualTo(125);
    }
}
