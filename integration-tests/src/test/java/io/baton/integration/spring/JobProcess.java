// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import io.baton.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** An application that runs the job when it leads. To be used by one thread. */
final class JobProcess implements AutoCloseable {

    private static final Duration START_BOUND = Duration.ofMinutes(2);

    private final String name;
    private final ChildProcess process;
    private final Path log;
    private boolean started;
    private OptionalLong goneAt = OptionalLong.empty();

    private JobProcess(String name, ChildProcess process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Does not wait until it has started. The name tells it from all others, those that have ended as well. */
    static JobProcess start(String name, List<String> command, Path directory) {
        Path log = directory.resolve(name + ".log");
        List<String> all = new ArrayList<>(command);
        all.add("--job.log=" + log);
        return new JobProcess(name, ChildProcess.start(new ProcessBuilder(all)), log);
    }

    void awaitStarted() throws InterruptedException {
        if (!started) {
            process.awaitLine("Started JobsApplication", START_BOUND);
            started = true;
        }
    }

    /** All runs that it has begun, in order. */
    List<JobRun> runs() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return JobRun.parse(name, lines, goneAt);
        } catch (IOException e) {
            throw new AssertionError("the account of " + name, e);
        }
    }

    ChildProcess process() {
        return process;
    }

    /** Ends it without its help. What it has not ended counts as running until it is gone. */
    void kill() {
        process.kill();
        goneAt = OptionalLong.of(System.nanoTime());
    }

    /** When it was seen to be gone, if it is. */
    OptionalLong goneAt() {
        return goneAt;
    }

    @Override
    public void close() {
        process.close();
        if (goneAt.isEmpty()) {
            goneAt = OptionalLong.of(System.nanoTime());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
