// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the workers coordinate over: one implementation for each backend that the demo can run with. */
interface Store extends AutoCloseable {

    /** Starts what the backend needs beside the workers; returns when it serves. */
    static Store start(String backend, List<String> workers, Path directory) throws IOException {
        return switch (backend) {
            case "raft" -> RaftStore.of(workers, directory);
            case "zookeeper" -> ZooKeeperStore.start(directory);
            case "etcd" -> EtcdStore.start(directory);
            default ->
                throw new IllegalArgumentException(
                        "the demo does not run with -Dbackend=" + backend + "; give raft, zookeeper or etcd");
        };
    }

    /** For people: what runs, and where. */
    String description();

    /** How long a process that says nothing may lead. */
    default Duration lease() {
        return Duration.ofSeconds(4);
    }

    /** The keys by which the worker of the given name connects. */
    Map<String, String> configuration(String worker);

    @Override
    void close();
}
