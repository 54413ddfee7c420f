// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Users;
import io.baton.testkit.process.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is secret is in no log, no exception and no {@code toString}. */
@Timeout(300)
class SecretsTest {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String PASSWORD = "planted-with-the-user";
    private static final String WRONG_PASSWORD = "planted-by-mistake";

    @Test
    void nothingThatAnApplicationDoesOrMistakesTellsThem() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (EtcdServer server = EtcdServer.start()) {
            Users.of(server).add("worker", PASSWORD).permit("worker", "baton/");
            try (ChildJvm application = ChildJvm.of(AuthenticatedMain.class.getName())
                    .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "trace")
                    .onOutput(lines::add)
                    .onError(lines::add)
                    .arguments(server.endpoint(), "worker", PASSWORD, WRONG_PASSWORD)
                    .start()) {
                assertThat(application.awaitExit(BOUND))
                        .as(() -> "see the last of " + application.output())
                        .isZero();
            }
        }
        List<String> own = lines.stream().filter(isForeign().negate()).toList();
        long told = lines.stream().filter(line -> line.contains("planted")).count();
        System.out.println(lines.size() + " lines at TRACE, " + own.size() + " of them of Baton and its exceptions; "
                + told + " lines of others tell a secret");
        assertThat(lines).contains(AuthenticatedMain.DONE);
        assertThat(lines).anyMatch(line -> line.contains(" INFO io.baton."));
        assertThat(own).noneMatch(line -> line.contains("planted"));
        assertThat(own).noneMatch(line -> line.contains("in spite of a mistake"));
    }

    /** Log lines of the libraries below; what has no logger's name is an exception or was printed by the application. */
    private static Predicate<String> isForeign() {
        return line -> line.matches("\\[.*] (TRACE|DEBUG|INFO|WARN|ERROR) (?!io\\.baton\\.).*");
    }
}
