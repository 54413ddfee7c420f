// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.fault.ChildJvm;
import io.baton.zookeeper.faults.WorkerLine.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process that stands in an election. To be used by one thread. */
final class Worker {

    static final String CONNECT_STRING = "baton.zookeeper.connect-string";
    /** Of sessions, where a test does not say otherwise. */
    static final Duration SESSION = Duration.ofSeconds(4);

    /** How long a proof counts then: half of the session. */
    static final Duration VALIDITY = SESSION.dividedBy(2);

    private final String name;
    private final Path file;
    private final List<WorkerLine> lines = new CopyOnWriteArrayList<>();
    private final ChildJvm process;

    /** Starts {@code mainClass}, which is {@link ElectionWorker} or {@link LatchWorker}. */
    Worker(Class<?> mainClass, Path file, String election, String servers, Duration session) {
        this.file = file;
        name = file.getFileName().toString();
        process = ChildJvm.of(mainClass.getName())
                .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-XX:-UsePerfData")
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .systemProperty("org.slf4j.simpleLogger.log.io.baton", "debug")
                .systemProperty("org.slf4j.simpleLogger.showDateTime", "true")
                .systemProperty("org.slf4j.simpleLogger.log.org.apache.zookeeper.ClientCnxn", "info")
                .systemProperty("baton.backend", "zookeeper")
                .systemProperty(CONNECT_STRING, servers)
                .systemProperty("baton.zookeeper.root", Store.ROOT)
                .systemProperty("baton.lease-duration", session.toMillis() + "ms")
                .systemProperty("baton.candidate-id", name)
                .arguments(file.toString(), election)
                .onOutput(line -> WorkerLine.parse(line).ifPresent(lines::add))
                .start();
    }

    List<WorkerLine> lines() {
        return List.copyOf(lines);
    }

    Optional<WorkerLine> line(Kind kind, long token) {
        return lines.stream()
                .filter(line -> line.kind() == kind && line.token() == token)
                .findFirst();
    }

    WorkerLine awaitLine(Kind kind, long token) {
        return Patience.until(name + " has " + kind + " with " + token, () -> {
            Optional<WorkerLine> told = line(kind, token);
            if (told.isEmpty() && !process.isAlive()) {
                throw new AssertionError(this + " has ended: " + process.output());
            }
            return told;
        });
    }

    /** What it was told about its leaderships so far. */
    List<Holding> holdings() {
        return SampleFile.read(file, name);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void pause() throws InterruptedException {
        process.pause();
    }

    void resume() throws InterruptedException {
        process.resume();
    }

    void resign() {
        process.send(ElectionWorker.RESIGN);
    }

    /** SIGKILL. */
    void kill() {
        process.close();
    }

    /** The last things it said, for messages. */
    String account() {
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
