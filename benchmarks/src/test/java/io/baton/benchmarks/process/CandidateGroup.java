// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.benchmarks.system.PeerSystem;
import io.baton.testkit.fault.MemoryDirectory;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** All candidates of one system in one election. Used by one thread. */
public final class CandidateGroup implements AutoCloseable {

    private static final List<String> MEMBERS = List.of("a", "b", "c");
    private static final long POLL_MILLIS = 2;
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final PeerSystem system;
    private final String election;
    private final List<String> addresses;
    private final Optional<Path> directory;
    private final List<CandidateProcess> processes = new ArrayList<>();
    private int leader;
    private long nanosToLead;

    private CandidateGroup(PeerSystem system, String purpose, List<String> addresses, Optional<Path> directory) {
        this.system = system;
        this.addresses = addresses;
        this.directory = directory;
        election = system.election(purpose);
    }

    /** Candidates of a server, not started. */
    public static CandidateGroup of(PeerSystem system, String purpose, StoreServer server, int count) {
        return new CandidateGroup(system, purpose, Collections.nCopies(count, server.address()), Optional.empty());
    }

    /** Three members of a new group of embedded Raft, not started. */
    public static CandidateGroup members(PeerSystem system, String purpose, Storage storage) throws IOException {
        Path directory = storage.directory("raft");
        String members = MEMBERS.stream()
                .map(id -> id + "@127.0.0.1:" + FreePorts.next())
                .collect(Collectors.joining(","));
        List<String> addresses =
                MEMBERS.stream().map(id -> members + " " + id + " " + directory).toList();
        return new CandidateGroup(system, purpose, addresses, Optional.of(directory));
    }

    /** Starts all processes together; they are in no election. */
    public void connect() throws InterruptedException {
        addresses.forEach(address -> processes.add(CandidateProcess.launch(system, address)));
        for (CandidateProcess process : processes) {
            process.awaitConnected();
        }
    }

    /** Starts all processes together and lets them join the election; one of them leads. */
    public void lead() throws InterruptedException {
        long begun = System.nanoTime();
        addresses.forEach(address -> processes.add(CandidateProcess.launch(system, address)));
        for (CandidateProcess process : processes) {
            process.send("enter " + election);
        }
        for (CandidateProcess process : processes) {
            process.awaitConnected();
            process.await("enter " + election);
        }
        nanosToLead = awaitElected() - begun;
    }

    /** How long {@link #lead} took, from the start of the processes to the first callback. */
    public long nanosToLead() {
        return nanosToLead;
    }

    public String election() {
        return election;
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

    public CandidateProcess leader() {
        return processes.get(leader);
    }

    /** Those that do not lead. */
    public List<CandidateProcess> others() {
        return processes.stream().filter(process -> process != leader()).toList();
    }

    @Override
    public void close() {
        processes.forEach(CandidateProcess::close);
        directory.ifPresent(MemoryDirectory::delete);
    }
}
