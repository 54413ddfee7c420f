// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What processes coordinate over: one implementation for each backend that the examples can run with. */
public interface Store extends AutoCloseable {

    /**
     * Starts what the backend needs beside the workers; returns when it serves.
     *
     * @param workers the names of the processes that will connect
     * @param directory where data and logs go
     * @throws IllegalArgumentException if there is no such backend
     * @throws DemoFailure if what is needed does not start
     */
    static Store start(String backend, List<String> workers, Path directory) throws IOException {
        return switch (backend) {
            case "raft" -> RaftStore.of(workers, directory);
            case "zookeeper" -> ZooKeeperStore.start(directory);
            case "etcd" -> EtcdStore.start(directory);
            default -> throw new IllegalArgumentException("the backend is raft, zookeeper or etcd, not " + backend);
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
