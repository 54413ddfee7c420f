// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import io.baton.zookeeper.ZooKeeperBackend;
import io.baton.zookeeper.server.Stores;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is secret is in no log, no exception and no {@code toString}. */
@Timeout(300)
class SecretsTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String STORE_PASSWORD = "planted-in-the-store";
    private static final String USER_PASSWORD = "planted-with-the-user";
    private static final String WRONG_PASSWORD = "planted-by-mistake";

    @Test
    void nothingThatAnApplicationDoesOrMistakesTellsThem(@TempDir Path directory) throws Exception {
        Stores stores = new Stores(directory, STORE_PASSWORD);
        stores.make("here", "dns:localhost,ip:127.0.0.1");
        int port = FreePorts.next();
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (TestServer server = TestServer.start(stores.serving("here", port));
                ChildJvm application = ChildJvm.of(AuthenticatedMain.class.getName())
                        .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "trace")
                        .onOutput(lines::add)
                        .onError(lines::add)
                        .arguments("127.0.0.1:" + port, stores.trust("here"), STORE_PASSWORD)
                        .arguments("worker:" + USER_PASSWORD, WRONG_PASSWORD)
                        .start()) {
            assertThat(application.awaitExit(BOUND))
                    .as(() -> "see the last of " + application.output())
                    .isZero();
            assertThat(server.mode()).isEqualTo("standalone");
        }
        List<String> own = lines.stream().filter(isForeign().negate()).toList();
        long told = lines.stream().filter(line -> line.contains("planted")).count();
        System.out.println(lines.size() + " lines at TRACE, " + own.size() + " of them of Baton and its exceptions; "
                + told + " lines of others tell a secret");
        assertThat(lines).contains(AuthenticatedMain.DONE);
        assertThat(lines).anyMatch(line -> line.contains(" DEBUG io.baton."));
        assertThat(own).noneMatch(line -> line.contains("planted"));
        assertThat(own).noneMatch(line -> line.contains("in spite of a mistake"));
    }

    /** Log lines of the libraries below; what has no logger's name is an exception or was printed by the application. */
    private static Predicate<String> isForeign() {
        return line -> line.matches("\\[.*] (TRACE|DEBUG|INFO|WARN|ERROR) (?!io\\.baton\\.).*");
    }

    @Test
    void noObjectOfABackendTellsThem() {
        ZooKeeperBackend.Builder builder =
                ZooKeeperBackend.connectingTo("127.0.0.1:1").authorization("digest", "worker:" + USER_PASSWORD);
        try (ZooKeeperBackend backend = builder.build()) {
            assertThat(List.of(builder.toString(), backend.toString())).noneMatch(text -> text.contains("planted"));
        }
    }
}
