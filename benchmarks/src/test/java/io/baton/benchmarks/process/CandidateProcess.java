// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.benchmarks.system.CandidateMain;
import io.baton.benchmarks.system.PeerSystem;
import io.baton.testkit.process.ChildJvm;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A candidate in a JVM of its own. Used by one thread. */
public final class CandidateProcess implements AutoCloseable {

    private static final int BOUND_SECONDS = 120;

    private final Map<String, BlockingQueue<Long>> answers = new ConcurrentHashMap<>();
    private final ChildJvm jvm;

    private CandidateProcess(PeerSystem system, String address) {
        jvm = ChildJvm.of(CandidateMain.class.getName())
                .jvmArguments("-Xmx512m", "-XX:+UseSerialGC")
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .arguments(system.name(), address)
                .onOutput(this::answered)
                .start();
    }

    /** A candidate that is connected. */
    public static CandidateProcess start(PeerSystem system, String address) throws InterruptedException {
        CandidateProcess candidate = launch(system, address);
        try {
            candidate.awaitConnected();
            return candidate;
        } catch (InterruptedException | RuntimeException failed) {
            candidate.close();
            throw failed;
        }
    }

    /** A candidate that is connected later: members of a group may wait for each other. */
    public static CandidateProcess launch(PeerSystem system, String address) {
        return new CandidateProcess(system, address);
    }

    /** Returns when the candidate takes commands. */
    public void awaitConnected() throws InterruptedException {
        await("connected");
        checkClock();
    }

    private void answered(String line) {
        int space = line.lastIndexOf(' ');
        if (space > 0 && line.substring(space + 1).matches("-?\\d+")) {
            queue(line.substring(0, space)).add(Long.valueOf(line.substring(space + 1)));
        }
    }

    private BlockingQueue<Long> queue(String question) {
        return answers.computeIfAbsent(question, any -> new LinkedBlockingQueue<>());
    }

    /** A difference of readings in two processes is a time only where both read the same clock. */
    private void checkClock() throws InterruptedException {
        long before = System.nanoTime();
        long there = ask("clock");
        long after = System.nanoTime();
        if (there - before < 0 || after - there < 0) {
            throw new IllegalStateException("the clock of " + jvm + " is not the clock of this process: " + there
                    + " was read between " + before + " and " + after);
        }
    }

    public boolean isAlive() {
        return jvm.isAlive();
    }

    public void send(String command) {
        jvm.send(command);
    }

    /** Sends a command and returns its answer. */
    public long ask(String command) throws InterruptedException {
        send(command);
        return await(command);
    }

    /** The next answer to a question that was not taken before. */
    public long await(String question) throws InterruptedException {
        for (int second = 0; second < BOUND_SECONDS; second++) {
            Long answer = queue(question).poll(1, TimeUnit.SECONDS);
            if (answer != null) {
                return answer;
            }
            if (!jvm.isAlive()) {
                break;
            }
        }
        throw new IllegalStateException(
                "no answer to '" + question + "' from " + jvm + ":\n" + String.join("\n", jvm.output()));
    }

    /** The next answer to a question that was not taken before, if it has come. */
    public Optional<Long> poll(String question) {
        return Optional.ofNullable(queue(question).poll());
    }

    /** Processor time used up to now. */
    public double cpuSeconds() {
        return ProcessCpu.seconds(jvm.pid());
    }

    /** Kills the process; returns the time just before. */
    public long kill() {
        long before = System.nanoTime();
        jvm.kill();
        return before;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
