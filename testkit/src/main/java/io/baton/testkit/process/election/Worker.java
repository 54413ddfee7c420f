// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.ChildJvmSpec;
import io.baton.testkit.process.JarClassPath;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process that stands in an election. To be used by one thread. */
public final class Worker {

    private final String name;
    private final Path file;
    private final List<WorkerMessage> lines = new CopyOnWriteArrayList<>();
    private final WorkerLog log = new WorkerLog();
    private final ChildJvm process;
    private boolean asks;

    Worker(WorkerSpec workerSpec, Path file, String election, String servers, List<String> through) {
        this.file = file;
        name = file.getFileName().toString();
        ChildJvmSpec spec = ChildJvm.of(workerSpec.program().getName())
                .classPath(JarClassPath.packed())
                .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-XX:-UsePerfData")
                .jvmArguments(workerSpec.jvmArguments().toArray(String[]::new))
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .systemProperty("org.slf4j.simpleLogger.log.io.baton", "debug")
                .systemProperty("org.slf4j.simpleLogger.showDateTime", "true")
                .systemProperty(workerSpec.serversKey(), servers)
                .systemProperty("baton.candidate-id", name)
                .arguments(file.toString(), election)
                .through(through)
                .onOutput(line -> WorkerMessage.parse(line).ifPresent(lines::add))
                .onError(log);
        workerSpec.properties().forEach(spec::systemProperty);
        process = spec.start();
    }

    /** What it has told so far. */
    public List<WorkerMessage> lines() {
        return List.copyOf(lines);
    }

    public Optional<WorkerMessage> line(Kind kind, long token) {
        return lines.stream()
                .filter(line -> line.kind() == kind && line.token() == token)
                .findFirst();
    }

    public WorkerMessage awaitLine(Kind kind, long token) {
        return Await.until(name + " has " + kind + " with " + token, () -> {
            Optional<WorkerMessage> told = line(kind, token);
            if (told.isEmpty() && !process.isAlive()) {
                throw new AssertionError(this + " has ended: " + process.output());
            }
            return told;
        });
    }

    /** What it was told about its leaderships so far. */
    public List<LeadershipSpan> holdings() {
        return SampleFile.read(file, name);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGSTOP. */
    public void pause() throws InterruptedException {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() throws InterruptedException {
        process.resume();
    }

    public void resign() {
        process.send(ElectionWorker.RESIGN);
    }

    /** A command that its program knows. */
    public void send(String command) {
        process.send(command);
    }

    public long pid() {
        return process.pid();
    }

    /** Its error output. */
    public WorkerLog log() {
        return log;
    }

    /** From now on it asks all the time who stands. */
    public void ask() {
        if (!asks) {
            asks = true;
            process.send(ElectionWorker.ASK);
        }
    }

    /** Whether it has ever said that. */
    public boolean hasSaid(String words) {
        return process.output().stream().anyMatch(line -> line.contains(words));
    }

    /** The least time that was left of a leadership since this was asked last, as soon as it has told that. */
    public Duration leastRemaining() {
        long asked = tellings();
        process.send(ElectionWorker.LEAST);
        Await.untilTrue(name + " tells what was left", () -> tellings() > asked);
        return Duration.ofNanos(Long.parseLong(lines.stream()
                .filter(line -> line.kind() == Kind.LEAST)
                .skip(asked)
                .findFirst()
                .orElseThrow()
                .detail()));
    }

    private long tellings() {
        return lines.stream().filter(line -> line.kind() == Kind.LEAST).count();
    }

    /** SIGKILL. */
    public void kill() {
        log.open();
        process.close();
    }

    /** The last things it said, for messages. */
    public String account() {
        List<String> output = process.output().stream()
                .filter(line -> !line.startsWith("\tat "))
                .toList();
        return name + ":\n  " + String.join("\n  ", output.subList(Math.max(0, output.size() - 30), output.size()));
    }

    @Override
    public String toString() {
        return name;
    }
}
