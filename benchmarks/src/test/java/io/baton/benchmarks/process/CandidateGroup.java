// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.benchmarks.system.PeerSystem;
import io.baton.testkit.fault.MemoryDirectory;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All candidates of one system in one election; one of them leads. Used by one thread. */
public final class CandidateGroup implements AutoCloseable {

    private static final List<String> MEMBERS = List.of("a", "b", "c");
    private static final long POLL_MILLIS = 2;
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final PeerSystem system;
    private final String election;
    private final List<String> addresses;
    private final List<CandidateProcess> processes = new ArrayList<>();
    private int leader;

    private CandidateGroup(PeerSystem system, String purpose, List<String> addresses) {
        this.system = system;
        this.addresses = addresses;
        election = system.election(purpose);
    }

    /** Two candidates of a server, the first of which leads. */
    public static CandidateGroup pair(PeerSystem system, String purpose, StoreServer server)
            throws InterruptedException {
        return new CandidateGroup(system, purpose, List.of(server.address(), server.address())).start();
    }

    /** Three members of a group of embedded Raft, one of which leads. */
    public static CandidateGroup members(PeerSystem system, String purpose, Storage storage)
            throws InterruptedException, IOException {
        return new CandidateGroup(system, purpose, memberAddresses(storage)).start();
    }

    /** Three members of a group of embedded Raft, each connected and in no election. */
    public static List<CandidateProcess> connectedMembers(PeerSystem system, Storage storage)
            throws InterruptedException, IOException {
        List<CandidateProcess> members = memberAddresses(storage).stream()
                .map(address -> CandidateProcess.launch(system, address))
                .toList();
        for (CandidateProcess member : members) {
            member.awaitConnected();
        }
        return members;
    }

    private static List<String> memberAddresses(Storage storage) throws IOException {
        Path directory = storage == Storage.DISK ? Storage.onDisk("raft") : MemoryDirectory.orOnDisk("raft");
        String members = MEMBERS.stream()
                .map(id -> id + "@127.0.0.1:" + FreePorts.next())
                .collect(Collectors.joining(","));
        return MEMBERS.stream().map(id -> members + " " + id + " " + directory).toList();
    }

    private CandidateGroup start() throws InterruptedException {
        try {
            addresses.forEach(address -> processes.add(CandidateProcess.launch(system, address)));
            for (CandidateProcess process : processes) {
                process.awaitConnected();
                process.ask("enter " + election);
            }
            awaitElected();
            return this;
        } catch (InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Kills the leader; returns the time from then to the callback in another process. */
    public long killLeader() throws InterruptedException {
        long killed = processes.get(leader).kill();
        return awaitElected() - killed;
    }

    /** Starts those that were killed again. */
    public void complete() throws InterruptedException {
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isAlive()) {
                processes.get(i).close();
                processes.set(i, CandidateProcess.start(system, addresses.get(i)));
                processes.get(i).ask("enter " + election);
            }
        }
    }

    private long awaitElected() throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < BOUND_NANOS) {
            for (int i = 0; i < processes.size(); i++) {
                var elected = processes.get(i).poll("elected " + election);
                if (elected.isPresent()) {
                    leader = i;
                    return elected.get();
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("no leader of " + system);
    }

    /** The one that leads first, then the others. */
    public List<CandidateProcess> leaderFirst() {
        return Stream.concat(
                        Stream.of(processes.get(leader)),
                        processes.stream().filter(process -> process != processes.get(leader)))
                .toList();
    }

    @Override
    public void close() {
        processes.forEach(CandidateProcess::close);
    }
}
