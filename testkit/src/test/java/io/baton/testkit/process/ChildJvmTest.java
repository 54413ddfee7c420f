// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class ChildJvmTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofMillis(300);

    @Test
    void runsAProgramAndTalksToIt() throws Exception {
        List<String> output = new CopyOnWriteArrayList<>();
        List<String> errors = new CopyOnWriteArrayList<>();
        try (ChildJvm child = talking()
                .arguments("a", "b")
                .systemProperty("talk", "ü")
                .onOutput(output::add)
                .onError(errors::add)
                .start()) {
            assertThat(child.awaitLine("ready (.*)", BOUND).group(1)).isEqualTo("a,b ü");
            child.send("hé");
            child.awaitLine("^you said hé$", BOUND);
            child.send("exit");
            assertThat(child.awaitExit(BOUND)).isEqualTo(3);
            await().atMost(Await.LONG).until(() -> output.equals(List.of("ready a,b ü", "you said hé")));
            await().atMost(Await.LONG).until(() -> errors.equals(List.of("an error line")));
            assertThat(child.output()).hasSize(3);
        }
    }

    @Test
    void runsAProgramThatIsNoJvm() throws Exception {
        try (ChildProcess child = ChildProcess.start(new ProcessBuilder("sh", "-c", "read line; echo heard $line"))) {
            child.pause();
            child.send("this");
            child.resume();
            assertThat(child.awaitLine("heard (.*)", BOUND).group(1)).isEqualTo("this");
            assertThat(child.awaitExit(BOUND)).isZero();
        }
    }

    @Test
    void saysWhatTheChildSaidWhenALineDoesNotCome() throws Exception {
        try (ChildJvm child = talking().start()) {
            child.awaitLine("ready", BOUND);
            assertThatThrownBy(() -> child.awaitLine("never", SILENCE)).hasMessageContaining("ready");
            child.kill();
            assertThatThrownBy(() -> child.awaitLine("never", BOUND)).hasMessageContaining("exit value 137");
        }
    }

    @Test
    void aPausedChildIsSilentUntilItIsResumed() throws Exception {
        try (ChildJvm child = ready()) {
            child.pause();
            child.send("hello");
            assertThatThrownBy(() -> child.awaitLine("hello", SILENCE)).isInstanceOf(AssertionError.class);
            child.resume();
            child.awaitLine("hello", BOUND);
        }
    }

    @Test
    void aPausedChildCanBeKilled() throws Exception {
        try (ChildJvm child = ready()) {
            child.pause();
            child.kill();
            assertThat(child.awaitExit(BOUND)).isEqualTo(137);
        }
    }

    @Test
    void aTerminatedChildEndsByItself() throws Exception {
        try (ChildJvm child = ready()) {
            child.terminate();
            assertThat(child.awaitExit(BOUND)).isEqualTo(143);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start a child", "start a frozen child"})
    void aChildDiesWithAParentThatIsKilled(String command) throws Exception {
        try (ChildJvm parent = ready()) {
            parent.send(command);
            long pid = Long.parseLong(parent.awaitLine("child (\\d+)", BOUND).group(1));
            assertThat(isAlive(pid)).isTrue();
            parent.kill();
            await().atMost(BOUND).until(() -> !isAlive(pid));
        }
    }

    @Test
    void closeLeavesNoProcessAndNoThread() throws Exception {
        ChildJvm child = ready();
        child.close();
        assertThat(child.isAlive()).isFalse();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("baton-child-" + child.pid()));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    private static ChildJvm ready() throws InterruptedException {
        ChildJvm child = talking().start();
        child.awaitLine("ready", BOUND);
        return child;
    }

    private static ChildJvmSpec talking() {
        return ChildJvm.of(TalkingMain.class.getName());
    }
}
