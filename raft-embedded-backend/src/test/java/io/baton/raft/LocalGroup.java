// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.storage.DirectorySync;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Members that run in this process and come and go. */
final class LocalGroup implements AutoCloseable {

    private final Path dataDir;
    private final Map<String, Address> addresses = new LinkedHashMap<>();
    private final Map<String, LocalMember> running = new LinkedHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    LocalGroup(Path dataDir) {
        this.dataDir = dataDir;
    }

    /** Three members that have founded a group. */
    static LocalGroup founded(Path dataDir) throws IOException {
        return founded(dataDir, ElectionTimeouts.DEFAULT);
    }

    static LocalGroup founded(Path dataDir, ElectionTimeouts timeouts) throws IOException {
        LocalGroup group = new LocalGroup(dataDir);
        for (String id : List.of("a", "b", "c")) {
            group.address(id);
        }
        for (String id : List.of("a", "b", "c")) {
            group.start(timeouts, id, "a", "b", "c");
        }
        group.leader();
        return group;
    }

    /** A member alone, which no other one can follow. */
    static LocalGroup ofOne(Path dataDir) throws IOException {
        LocalGroup group = new LocalGroup(dataDir);
        group.start("a", "a");
        group.leader();
        return group;
    }

    Address address(String id) {
        return addresses.computeIfAbsent(id, absent -> Address.parse(absent + "@127.0.0.1:" + FreePorts.next()));
    }

    /** Starts a member that is configured with these. */
    LocalMember start(String id, String... members) throws IOException {
        return start(ElectionTimeouts.DEFAULT, id, members);
    }

    LocalMember start(ElectionTimeouts timeouts, String id, String... members) throws IOException {
        GroupConfig group = RaftBackendProvider.group(
                new ConfigurationValues(configuration(id, members).keys()));
        LocalMember started = LocalMember.start(
                group,
                timeouts,
                new GroupBinding(anew -> {}),
                failure -> {},
                refusal -> refusals.put(id, String.valueOf(refusal.getMessage())));
        running.put(id, started);
        return started;
    }

    void stop(String id) {
        LocalMember last = running.remove(id);
        if (last != null) {
            last.close();
        }
    }

    void wipe(String id) throws IOException {
        DirectorySync.delete(dataDir.resolve(id));
    }

    /** What a process is configured with: a member if it is among these, otherwise a client. */
    Configuration configuration(String id, String... members) {
        Configuration all = Configuration.of("raft")
                .with("baton.raft.id", id)
                .with(
                        "baton.raft.members",
                        Stream.of(members)
                                .map(member -> address(member).toString())
                                .collect(Collectors.joining(",")));
        return List.of(members).contains(id) ? all.with("baton.raft.data-dir", dataDir.toString()) : all;
    }

    RaftMembership membership(String... members) {
        return membership(Await.LONG, members);
    }

    RaftMembership membership(Duration patience, String... members) {
        return RaftMembership.open(configuration("administrator", members).keys(), patience);
    }

    LocalMember member(String id) {
        return Optional.ofNullable(running.get(id)).orElseThrow();
    }

    boolean isLed() {
        return running.values().stream().anyMatch(LocalMember::leads);
    }

    /** The id of the Raft leader. */
    String leader() {
        return Await.until(
                "a member leads",
                () -> running.entrySet().stream()
                        .filter(entry -> entry.getValue().leads())
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    /** Why a member was turned down. */
    String refusal(String id) {
        return Await.until(id + " is refused", () -> Optional.ofNullable(refusals.get(id)));
    }

    boolean isRefused(String id) {
        return refusals.containsKey(id);
    }

    @Override
    public void close() {
        new ArrayList<>(running.keySet()).forEach(this::stop);
    }
}
