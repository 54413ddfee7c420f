// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.integration.project.FatJar;
import io.baton.testkit.process.ChildProcess;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The project of the README: Spring Boot's own parent, the starter, all backends, and nothing pinned; a few lines of
 * configuration and one annotation.
 */
// The first build of a checkout fetches what Maven needs for the user's.
@Timeout(1800)
class SpringUserTest {

    private static final String TEMPLATE = "spring-user";
    private static final Duration BOUND = Duration.ofMinutes(2);

    private static final Pattern NETTY =
            Pattern.compile("netty-(?!tcnative)[a-z].*?-(\\d+\\.\\d+\\.\\d+\\.Final)(-.*)?\\.jar");

    private static final Pattern SHARED = Pattern.compile(
            "(netty-common|grpc-core|protobuf-java|guava|jackson-databind|slf4j-api|spring-core)-\\d.*");

    @ParameterizedTest
    @MethodSource("io.baton.integration.project.FatJar#bootVersions")
    void runsItsJobOnEachBackendThatIsNamed(String boot, @TempDir Path directory) throws Exception {
        FatJar jar = FatJar.of(boot, List.of(TEMPLATE));
        System.out.println("Boot " + boot + ": "
                + jar.libraries().stream().filter(SHARED.asMatchPredicate()).toList());
        try (EtcdServer etcd = EtcdServer.start();
                TestServer zooKeeper = TestServer.start()) {
            runs(jar, "zookeeper", "--baton.zookeeper.connect-string=" + zooKeeper.connectString());
            runs(jar, "etcd", "--baton.etcd.endpoints=" + etcd.endpoint());
            runs(jar, "raft", "--baton.raft.data-dir=" + directory);
        }
    }

    private static void runs(FatJar jar, String backend, String address) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Java.ofApplications().command().toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.path().toString()));
        command.addAll(List.of("--baton.backend=" + backend, address));
        long begin = System.nanoTime();
        try (ChildProcess application = ChildProcess.start(new ProcessBuilder(command))) {
            String token = application
                    .awaitLine("invoices sent with token (\\d+)", BOUND)
                    .group(1);
            System.out.println(backend + ": the first run after "
                    + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms, token " + token);
            application.terminate();
            assertThat(application.awaitExit(BOUND)).isEqualTo(128 + 15);
        }
    }

    @ParameterizedTest
    @MethodSource("io.baton.integration.project.FatJar#bootVersions")
    void hasOneNetty(String boot) throws Exception {
        assertThat(FatJar.of(boot, List.of(TEMPLATE)).libraries().stream()
                        .map(NETTY::matcher)
                        .filter(Matcher::matches)
                        .map(found -> found.group(1))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void isConfiguredInAFewLines() throws Exception {
        Path configuration =
                Path.of("src", "test", "resources", TEMPLATE, "src", "main", "resources", "application.yml");
        try (Stream<String> lines = Files.lines(configuration)) {
            assertThat(lines.filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(5);
        }
    }
}
