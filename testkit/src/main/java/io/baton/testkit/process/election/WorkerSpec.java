// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the processes of a {@link ProcessElection} are: which program, and how it reaches the store. Immutable.
 *
 * @param program has a {@code main} that takes the file for its samples and the election, and talks in lines of
 *     {@link WorkerMessage}
 * @param serversKey the property by which it is told its servers
 * @param properties all others
 * @param jvmArguments what its JVM is started with besides
 */
public record WorkerSpec(
        Class<?> program, String serversKey, Map<String, String> properties, List<String> jvmArguments) {

    public WorkerSpec {
        properties = Map.copyOf(properties);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** Participants of Baton over a backend. */
    public static WorkerSpec over(String backend, String serversKey, Duration lease) {
        return new WorkerSpec(
                ElectionWorker.class,
                serversKey,
                Map.of(
                        "baton.backend",
                        backend,
                        "baton.lease-duration",
                        lease.toMillis() + "ms",
                        "baton.connect-timeout",
                        Await.LONG.toSeconds() + "s"),
                List.of());
    }

    public WorkerSpec with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.put(key, value);
        return new WorkerSpec(program, serversKey, changed, jvmArguments);
    }

    /** The same in JVMs that are started with these arguments. */
    public WorkerSpec inJvms(List<String> arguments) {
        return new WorkerSpec(program, serversKey, properties, arguments);
    }

    /** The same, but another program, to which none of the promises apply. */
    public WorkerSpec running(Class<?> otherProgram) {
        return new WorkerSpec(otherProgram, serversKey, properties, jvmArguments);
    }
}
