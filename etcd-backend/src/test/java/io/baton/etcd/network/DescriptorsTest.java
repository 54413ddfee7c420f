// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static io.baton.etcd.network.ApplicationMain.EXHAUST;
import static io.baton.etcd.network.ApplicationMain.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that has no file descriptors left while a new session is opened. */
@Timeout(300)
class DescriptorsTest {

    private static final String FENCES = "baton/.fence/";

    @TempDir
    private Path directory;

    @Test
    void aProcessIsElectedAgainWhenThereAreDescriptorsAgain() throws Exception {
        try (EtcdServer server = EtcdServer.start();
                Operator operator = new Operator(server);
                ChildJvm application = ChildJvm.of(ApplicationMain.class.getName())
                        .classPath(inJars())
                        .through(List.of("sh", "-c", "ulimit -n 200; exec \"$0\" \"$@\""))
                        .arguments("baton.etcd.endpoints=" + server.endpoint(), "baton.lease-duration=4s")
                        .start()) {
            application.awaitLine("elected \\d+", Await.LONG);
            application.send(EXHAUST);
            application.awaitLine("exhausted", Await.LONG);
            // A new connection for each session needs a descriptor.
            operator.list(FENCES).forEach(fence -> operator.revoke(fence.getLease()));
            MatchResult lost = application.awaitLine("lost .*", Await.LONG);
            Await.untilAfter(System.nanoTime(), Duration.ofSeconds(6));
            long released = System.nanoTime();
            application.send(RELEASE);
            application.awaitLine("elected \\d+", Await.LONG);
            System.out.println(lost.group() + ", elected " + (System.nanoTime() - released) / 1_000_000
                    + " ms after descriptors were free");
        }
    }

    /** The class path without directories: classes in them are opened one by one, which would need descriptors. */
    private String inJars() {
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(element -> Files.isDirectory(element) ? jar(element) : element)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path jar(Path classes) {
        Path jar = directory.resolve(classes.toAbsolutePath()
                        .toString()
                        .replace(File.separatorChar, '-')
                        .substring(1) + ".jar");
        int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        assertThat(exit).isZero();
        return jar;
    }
}
