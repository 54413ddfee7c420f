// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.benchmarks.process.ProcessCpu;
import io.baton.testkit.process.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A member in a JVM of its own. Used by one thread. */
final class LeaseMember implements AutoCloseable {

    /** A member with little of a processor takes long to start, the more so beside many others. */
    private static final Duration START_BOUND = Duration.ofMinutes(5);

    private final String id;
    private final ChildJvm jvm;
    private final long launchedAt;

    /**
     * Starts the member.
     *
     * @param through the command by which its JVM is run
     * @param arguments of {@link LeaseMemberMain}
     * @param heard is told of its leaderships, by another thread
     */
    LeaseMember(String id, List<String> through, List<String> arguments, Consumer<LeaderEvent> heard) {
        this.id = id;
        launchedAt = System.nanoTime();
        jvm = ChildJvm.of(LeaseMemberMain.class.getName())
                .through(through)
                // So many JVMs on one machine would have their second compilers take it for minutes.
                .jvmArguments("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .systemProperty("org.slf4j.simpleLogger.log.io.baton", "warn")
                .systemProperty("org.slf4j.simpleLogger.showDateTime", "true")
                .systemProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS")
                .arguments(arguments.toArray(String[]::new))
                .onOutput(line -> LeaderEvent.read(id, line).ifPresent(heard))
                .onError(line -> System.err.println(arguments.get(arguments.size() - 1) + " " + id + " " + line))
                .start();
    }

    String id() {
        return id;
    }

    /** Returns when the member stands in the election. A time is a difference of readings in two processes: they must read one clock. */
    void awaitStanding() throws InterruptedException {
        long there = Long.parseLong(jvm.awaitLine(LeaseMemberMain.STANDING + " (-?\\d+)", START_BOUND)
                .group(1));
        if (there - launchedAt < 0 || System.nanoTime() - there < 0) {
            throw new IllegalStateException("the clock of " + jvm + " is not the clock of this process");
        }
    }

    boolean isAlive() {
        return jvm.isAlive();
    }

    /** Processor time used up to now. */
    double cpuSeconds() {
        return ProcessCpu.seconds(jvm.pid());
    }

    /** Kills the process; returns the time just before. */
    long kill() {
        long before = System.nanoTime();
        jvm.kill();
        return before;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
