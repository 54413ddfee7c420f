// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A member of a group that stands in no election: a JVM with the class path of the test. */
final class RaftMemberContainer extends GenericContainer<RaftMemberContainer> {

    private static final String CLASSES = "/baton/classes";
    private static final String DATA = "/baton/data";

    /** All members have to be up at their first start, and each has the class path copied before. */
    private static final Duration CONNECT = Duration.ofMinutes(3);

    /** A member that cannot connect says why, before the wait for its container ends. */
    private static final Duration START = CONNECT.plusSeconds(20);

    private final MemberClassPath classPath = MemberClassPath.ofThisJvm();

    private final Map<String, String> configuration;

    RaftMemberContainer(DockerImageName image, String id, String members, int port) {
        super(image);
        configuration = new TreeMap<>(ConfigurationKeys.raft(id, members));
        configuration.put("baton.raft.listen", "0.0.0.0:" + port);
        configuration.put("baton.raft.data-dir", DATA);
        configuration.put("baton.close-on-shutdown", "true");
        configuration.put("baton.connect-timeout", CONNECT.toSeconds() + "s");
        setPortBindings(List.of(ContainerGroup.binding(port, port)));
        withCopyFileToContainer(MountableFile.forHostPath(classPath.directory()), CLASSES);
        command();
        waitingFor(
                Wait.forLogMessage(".*" + RaftMemberProgram.CONNECTED + ".*", 1).withStartupTimeout(START));
    }

    RaftMemberContainer withLeaseDuration(Duration lease) {
        configuration.put("baton.lease-duration", lease.toMillis() + "ms");
        command();
        return this;
    }

    private void command() {
        Stream<String> jvm = Stream.of(
                "java",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.serialFilter=!*",
                "-cp",
                classPath.below(CLASSES));
        Stream<String> keys =
                configuration.entrySet().stream().map(entry -> "-D" + entry.getKey() + "=" + entry.getValue());
        withCommand(Stream.concat(Stream.concat(jvm, keys), Stream.of(RaftMemberProgram.class.getName()))
                .toArray(String[]::new));
    }
}
