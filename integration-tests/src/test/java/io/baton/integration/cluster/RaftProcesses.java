// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.ChildJvmSpec;
import io.baton.testkit.process.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three members of a group in processes, which stand in no election. To be used by one thread. */
final class RaftProcesses implements AutoCloseable {

    private static final String PROGRAM = "io.baton.testcontainers.RaftMemberProgram";
    private static final String CONNECTED = "is connected to the group";

    private final String addresses = Stream.of("a", "b", "c")
            .map(id -> id + "@127.0.0.1:" + FreePorts.next())
            .collect(Collectors.joining(","));
    private final Duration lease;
    private final Path directory;
    private final List<Member> members = new ArrayList<>();

    /** All members have to be up at the same time once. */
    RaftProcesses(Path directory, Duration lease) {
        this.directory = directory;
        this.lease = lease;
        for (String id : List.of("a", "b", "c")) {
            members.add(new Member(id));
        }
        members.forEach(Member::start);
        members.forEach(Member::awaitConnected);
    }

    /** Of a client. */
    Map<String, String> configuration() {
        return keys("client");
    }

    private Map<String, String> keys(String id) {
        return new TreeMap<>(Map.of(
                "baton.backend",
                "raft",
                "baton.raft.id",
                id,
                "baton.raft.members",
                addresses,
                "baton.lease-duration",
                lease.toMillis() + "ms"));
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    String account() {
        return members.stream().map(Member::account).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        members.forEach(Member::kill);
    }

    final class Member implements ClusterServer {

        private final String id;
        private @Nullable ChildJvm process;

        Member(String id) {
            this.id = id;
        }

        @Override
        public void start() {
            ChildJvmSpec spec = ChildJvm.of(PROGRAM)
                    .jvmArguments("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
                    .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn")
                    .systemProperty("baton.raft.data-dir", directory.toString())
                    .systemProperty("baton.connect-timeout", "120s");
            keys(id).forEach(spec::systemProperty);
            process = spec.start();
        }

        private void awaitConnected() {
            Await.untilTrue(
                    id + " is connected", () -> running().output().stream().anyMatch(line -> line.contains(CONNECTED)));
        }

        @Override
        public void kill() {
            if (process != null) {
                process.close();
                process = null;
            }
        }

        @Override
        public void terminate() throws InterruptedException {
            running().terminate();
            Await.untilTrue(id + " has ended", () -> !running().isAlive());
            kill();
        }

        @Override
        public void freeze() throws InterruptedException {
            running().pause();
        }

        @Override
        public void wake() throws InterruptedException {
            running().resume();
        }

        private String account() {
            return id + ":\n" + (process == null ? "does not run" : String.join("\n", process.output()));
        }

        private ChildJvm running() {
            if (process == null) {
                throw new IllegalStateException("member " + id + " does not run");
            }
            return process;
        }
    }
}
