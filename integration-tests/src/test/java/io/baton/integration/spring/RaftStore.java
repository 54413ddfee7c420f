// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import io.baton.raft.CutNetwork;
import io.baton.testkit.process.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The applications are a group of their own. Each has a host of its own that can be cut off, if this machine and this user can
 * have such; otherwise the others are frozen in place of a cut.
 */
final class RaftStore implements Store {

    private static final List<String> IDS = List.of("a", "b", "c");

    private final Optional<CutNetwork> network = CutNetwork.open();
    private final Path dataDirectory;
    private final List<String> addresses;

    RaftStore(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        addresses = IDS.stream().map(id -> id + "@" + address(id)).toList();
    }

    private String address(String id) {
        return network.map(hosts -> hosts.address(id)).orElseGet(() -> "127.0.0.1:" + FreePorts.next());
    }

    @Override
    public List<String> arguments(int slot) {
        return Store.baton(
                "raft",
                "--baton.raft.members=" + addresses.stream().collect(Collectors.joining(",")),
                "--baton.raft.id=" + IDS.get(slot),
                "--baton.raft.data-dir=" + dataDirectory.resolve(IDS.get(slot)),
                "--baton.raft.allow-plaintext=true");
    }

    @Override
    public List<String> through(int slot) {
        return network.map(hosts -> hosts.through(IDS.get(slot))).orElse(List.of());
    }

    /** A new member has to catch up, and to load what an election of a Raft leader needs. */
    @Override
    public Duration settling() {
        return Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 8 : 2);
    }

    @Override
    public void cut(int slot, JobGroup group) throws InterruptedException {
        if (network.isPresent()) {
            network.get().cutTo(IDS.get(slot));
            network.get().cutFrom(IDS.get(slot));
        } else {
            for (int other : others(slot)) {
                group.process(other).process().pause();
            }
            group.awaitInterrupt(slot);
            heal(slot, group);
        }
    }

    @Override
    public void heal(int slot, JobGroup group) throws InterruptedException {
        if (network.isPresent()) {
            network.get().heal(IDS.get(slot));
        } else {
            for (int other : others(slot)) {
                group.process(other).process().resume();
            }
        }
    }

    private static int[] others(int slot) {
        return IntStream.range(0, JobGroup.SLOTS).filter(other -> other != slot).toArray();
    }

    @Override
    public void close() {
        network.ifPresent(CutNetwork::close);
    }

    @Override
    public String toString() {
        return "raft";
    }
}
