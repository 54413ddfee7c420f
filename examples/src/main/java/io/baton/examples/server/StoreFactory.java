// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the store of the backend that a user names. */
public final class StoreFactory {

    private StoreFactory() {}

    /**
     * Starts what the backend needs beside the workers; returns when it serves.
     *
     * @param workers the names of the processes that will connect
     * @param directory where data and logs go
     * @throws IllegalArgumentException if there is no such backend
     * @throws DemoFailure if what is needed does not start
     */
    public static Store start(String backend, List<String> workers, Path directory) throws IOException {
        return switch (backend) {
            case "raft" -> RaftStore.of(workers, directory);
            case "zookeeper" -> ZooKeeperStore.start(directory);
            case "etcd" -> EtcdStore.start(directory);
            default -> throw new IllegalArgumentException("the backend is raft, zookeeper or etcd, not " + backend);
        };
    }
}
