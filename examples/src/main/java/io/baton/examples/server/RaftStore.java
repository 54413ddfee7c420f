// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** No server: the workers themselves are the group. */
final class RaftStore implements Store {

    private final Path directory;
    private final Map<String, Integer> ports = new TreeMap<>();

    private RaftStore(Path directory) {
        this.directory = directory;
    }

    static RaftStore of(List<String> workers, Path directory) throws IOException {
        RaftStore store = new RaftStore(directory.resolve("raft"));
        for (String worker : workers) {
            store.ports.put(worker, LocalServer.freePort());
        }
        return store;
    }

    @Override
    public String description() {
        return "no server: the three processes are a Raft group of their own";
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Map<String, String> configuration(String worker) {
        String members = ports.entrySet().stream()
                .map(member -> member.getKey() + "@127.0.0.1:" + member.getValue())
                .collect(Collectors.joining(","));
        return Map.of(
                "baton.backend",
                "raft",
                "baton.raft.id",
                worker,
                "baton.raft.members",
                members,
                "baton.raft.data-dir",
                directory.toString());
    }

    @Override
    public void close() {
        // It has gone with the workers.
    }
}
