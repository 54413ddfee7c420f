// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.system.PeerSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes of one system that take part in the same elections, of which there are many. */
final class ManyCandidates implements AutoCloseable {

    static final String PREFIX = "many";

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BOUND = Duration.ofMinutes(2);

    /** After the last entry: until what comes with entering is over. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final PeerSystem system;
    private final StoreServer server;
    private final int elections;
    private final List<CandidateProcess> processes = new ArrayList<>();
    private long nanosToLead;

    ManyCandidates(PeerSystem system, StoreServer server, int elections) {
        this.system = system;
        this.server = server;
        this.elections = elections;
    }

    /** A process that leads all elections, which are empty now. */
    CandidateProcess enterAndLead() throws InterruptedException {
        CandidateProcess process = start();
        long entered = process.ask(enterAll());
        nanosToLead = process.await("elected " + PREFIX) - entered;
        return process;
    }

    /** How long the last {@link #enterAndLead} took, from the first call to the last callback. */
    long nanosToLead() {
        return nanosToLead;
    }

    /** A process that waits in all elections. */
    CandidateProcess enterAndWait() throws InterruptedException {
        CandidateProcess process = start();
        long before = server.entries();
        process.ask(enterAll());
        long bound = System.nanoTime() + BOUND.toNanos();
        while (server.entries() < before + elections) {
            if (System.nanoTime() - bound > 0) {
                throw new IllegalStateException(system + " has only " + (server.entries() - before) + " entries");
            }
            BenchmarkRun.pause(POLL);
        }
        BenchmarkRun.pause(SETTLING);
        return process;
    }

    private CandidateProcess start() throws InterruptedException {
        CandidateProcess process = CandidateProcess.start(system, server.address());
        processes.add(process);
        return process;
    }

    private String enterAll() {
        return "enter-all " + PREFIX + " " + elections;
    }

    @Override
    public void close() {
        BenchmarkRun.close(processes);
    }
}
