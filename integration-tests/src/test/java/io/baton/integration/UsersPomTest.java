// SPDX-License-Identifier: Apache-2.0
package io.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.integration.project.UsersProject;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plain {@code pom.xml} with all backends, and nothing pinned, runs them in one JVM. */
// The first build of a checkout fetches what Maven needs for the user's.
@Timeout(600)
class UsersPomTest {

    /** But for its TLS by BoringSSL, which has versions of its own. */
    private static final Pattern NETTY =
            Pattern.compile("on the class path: netty-(?!tcnative)[a-z].*?-(\\d+\\.\\d+\\.\\d+\\.Final).*");

    @Test
    void runsAllBackendsInOneJvm(@TempDir Path directory, @TempDir Path dataDir) throws Exception {
        UsersProject project = UsersProject.in(directory);
        try (EtcdServer etcd = EtcdServer.start();
                TestServer zooKeeper = TestServer.start()) {
            List<String> said =
                    project.compileAndRun("user.Main", etcd.endpoint(), zooKeeper.connectString(), dataDir.toString());
            said.forEach(System.out::println);
            assertThat(said).contains("leads in all: true");
            Set<String> versions = said.stream()
                    .map(NETTY::matcher)
                    .filter(Matcher::matches)
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(versions).as("versions of Netty").hasSize(1);
        }
    }

    /** Not that all dependencies converge: those of gRPC, Curator and ZooKeeper do not even among themselves. */
    @Test
    void getsNothingOlderThanWhatIsAskedFor(@TempDir Path directory) throws Exception {
        List<String> said = UsersProject.in(directory).enforce("requireUpperBoundDeps");
        assertThat(said).anyMatch(line -> line.contains("RequireUpperBoundDeps passed"));
    }
}
