// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.host.RootCommand;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member that cannot listen is an exception that names the key; Ratis would end the JVM. */
@Timeout(180)
class HostLivesTest {

    private static final Duration A_FEW_ATTEMPTS = Duration.ofSeconds(3);

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void aTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(caught("a@127.0.0.1:" + taken.getLocalPort(), Map.of()))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "in use", "baton.raft.members");
        }
    }

    @Test
    void anAddressOfAnotherMachine() throws Exception {
        assertThat(caught("a@192.0.2.1:7001", Map.of("baton.raft.allow-plaintext", "true")))
                .contains("cannot listen on 192.0.2.1:7001", "baton.raft.listen");
    }

    @Test
    void aNameThatCannotBeResolved() throws Exception {
        assertThat(caught("a@nowhere.invalid:7001", Map.of("baton.raft.allow-plaintext", "true")))
                .contains("cannot listen on nowhere.invalid:7001", "the name cannot be resolved", "baton.raft.members");
    }

    @Test
    void aNameWithAnUnderscore() throws Exception {
        assertThat(caught("a@my_host:7001", Map.of())).contains("baton.raft.members", "'my_host'", "underscore");
    }

    /** In a network of its own, whose low ports are for privileged programs; some containers give them to all. */
    @Test
    void aPortWithoutPermission() throws Exception {
        List<String> through = new ArrayList<>();
        try {
            RootCommand.run("unshare --net true");
            through.addAll(List.of("unshare", "--net", "setpriv", "--bounding-set=-net_bind_service"));
        } catch (IOException notRoot) {
            System.out.println("no network of its own here: " + notRoot.getMessage());
            if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
                return;
            }
        }
        Map<String, String> everywhere =
                Map.of("baton.raft.listen", "0.0.0.0:80", "baton.raft.allow-plaintext", "true");
        assertThat(caught("a@127.0.0.1:80", everywhere, through))
                .contains("cannot listen on 0.0.0.0:80", "Permission denied", "baton.raft.listen");
    }

    /** Whatever had the member begin again: Ratis would end the JVM at this start as well. */
    @Test
    void aPortThatIsTakenWhileTheMemberBeginsAgain() throws Exception {
        var program = ChildJvm.of(RestartedHostProgram.class.getName())
                .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData")
                .arguments(String.valueOf(FreePorts.next()), dataDir.toString());
        Queue<String> said = new ConcurrentLinkedQueue<>();
        try (ChildJvm child = program.onError(said::add).start()) {
            child.awaitLine("the member does not run", Await.LONG);
            child.awaitLine(RestartedHostProgram.AGAIN, Await.LONG);
            child.awaitLine(HostProgram.LIVES, Await.LONG);
            assertThat(child.awaitExit(Await.LONG)).isZero();
        }
        assertThat(said)
                .anyMatch(line -> line.contains("does not run") && line.contains("cannot listen on 127.0.0.1:"));
    }

    /** NAT, a port that Docker maps, a service of Kubernetes: the others' address is not this machine's. */
    @Test
    void aMemberListensWhereItIsToldTo() throws Exception {
        int port = FreePorts.next();
        Configuration member = alone("a@192.0.2.1:7001").with("baton.raft.listen", "127.0.0.1:" + port);
        try (Baton baton = member.connect()) {
            LeaderElector elector = baton.elector("told").start();
            assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
            assertThat(isTaken(port)).isTrue();
        }
        assertThat(isTaken(port)).isFalse();
    }

    @Test
    void aPortThatIsFreedLaterIsTriedAgain() throws Exception {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (Baton baton = alone("a@127.0.0.1:" + taken.getLocalPort())
                .with("baton.require-connection", "false")
                .connect()) {
            LeaderElector elector = baton.elector("later").start();
            assertThat(elector.awaitLeadership(A_FEW_ATTEMPTS)).isEmpty();
            taken.close();
            assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
        }
    }

    private Configuration alone(String member) {
        return Configuration.of("raft")
                .with("baton.raft.id", "a")
                .with("baton.raft.members", member)
                .with("baton.raft.data-dir", dataDir.toString());
    }

    /** What an application has caught that ended by itself. */
    private String caught(String member, Map<String, String> more) throws Exception {
        return caught(member, more, List.of());
    }

    /** @param through the command by which it is run, or nothing */
    private String caught(String member, Map<String, String> more, List<String> through) throws Exception {
        var program = ChildJvm.of(HostProgram.class.getName())
                .through(through)
                .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData")
                .systemProperty("baton.connect-timeout", "60s");
        alone(member).keys().forEach(program::systemProperty);
        more.forEach(program::systemProperty);
        try (ChildJvm child = program.start()) {
            String caught =
                    child.awaitLine(HostProgram.CAUGHT + ".*", Await.LONG).group();
            child.awaitLine("handled: of the application", Await.LONG);
            child.awaitLine(HostProgram.LIVES, Await.LONG);
            assertThat(child.awaitExit(Await.LONG)).isZero();
            return caught;
        }
    }

    private static boolean isTaken(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !free.isBound();
        } catch (IOException taken) {
            return true;
        }
    }
}
