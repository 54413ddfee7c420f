// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.testkit.fault.MemoryDirectory;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper server in a process of its own, with a directory and ports that it keeps over restarts. To be used by one
 * thread, but for what only reads.
 */
public final class TestServer implements AutoCloseable {

    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration STOP_BOUND = Duration.ofSeconds(60);
    private static final int WORD_TIMEOUT_MILLIS = 2_000;

    private final String mainClass;
    private final int port;
    private final Path directory;
    private ServerSpec spec;
    private @Nullable ChildJvm process;

    TestServer(String mainClass, ServerSpec spec, int port) {
        this.mainClass = mainClass;
        this.port = port;
        try {
            directory = MemoryDirectory.orOnDisk("zookeeper");
            this.spec = spec.configuration(
                            "dataDir", Files.createDirectory(dataDirectory()).toString())
                    .configuration("clientPort", Integer.toString(port))
                    .configuration("clientPortAddress", "127.0.0.1");
            Files.writeString(directory.resolve("zoo.cfg"), this.spec.text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a server", e);
        }
    }

    /** A standalone server, serving, that no disk holds up. */
    public static TestServer start() throws InterruptedException {
        return start(ServerSpec.standard().withoutForcedWrites());
    }

    public static TestServer start(ServerSpec spec) throws InterruptedException {
        TestServer server = new TestServer(ZooKeeperServerMain.class.getName(), spec, FreePorts.next());
        try {
            server.restart();
            return server;
        } catch (InterruptedException | RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public String connectString() {
        return "127.0.0.1:" + port;
    }

    public Path directory() {
        return directory;
    }

    /** Of the process that runs now. */
    public long pid() {
        return process().pid();
    }

    Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Starts the server, stopping it first if it runs, on the same data and port; returns when it serves. */
    public void restart() throws InterruptedException {
        stop();
        launch();
        awaitServing();
    }

    /** As {@link #restart()}, as another release from now on. */
    public void restart(ServerRelease release) throws InterruptedException {
        spec = spec.of(release);
        restart();
    }

    /** Starts the server, which does not run, on the same data and port; returns before it serves. */
    public void launch() {
        var child = ChildJvm.of(mainClass)
                .classPath(spec.release().classPath())
                .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData")
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn")
                .directory(directory)
                .arguments(directory.resolve("zoo.cfg").toString());
        spec.systemProperties().forEach(child::systemProperty);
        process = child.start();
    }

    void awaitServing() {
        ChildJvm starting = process();
        Awaitility.await("a serving server; its output: " + starting.output())
                .atMost(START_BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .failFast("the server has ended", () -> !starting.isAlive())
                .until(() -> !mode().isEmpty());
    }

    /** Ends the server in an orderly way (SIGTERM), if it runs; a frozen one is woken for it. */
    public void stop() throws InterruptedException {
        ChildJvm running = process;
        if (running != null) {
            running.resume();
            running.terminate();
            running.awaitExit(STOP_BOUND);
            running.close();
            process = null;
        }
    }

    /** Ends the server as a power cut of its process would (SIGKILL). {@link #restart()} brings it back. */
    public void kill() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** Freezes the server (SIGSTOP); its connections stay open, and nothing is answered. */
    public void pause() throws InterruptedException {
        process().pause();
    }

    public void resume() throws InterruptedException {
        process().resume();
    }

    /** What the server answers to one of its four letter words, over a connection of its own. */
    public String fourLetterWord(String word) {
        try (Socket socket = new Socket()) {
            socket.connect(address(), WORD_TIMEOUT_MILLIS);
            socket.setSoTimeout(WORD_TIMEOUT_MILLIS);
            socket.getOutputStream().write(word.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + word + " from " + connectString(), e);
        }
    }

    /** One of standalone, leader, follower, observer, read-only; empty when the server does not serve now. */
    public String mode() {
        return said("Mode: ");
    }

    /** The release that the server says it is, as in {@code 3.9.5}; empty when it does not serve now. */
    public String version() {
        return said("Zookeeper version: ").replaceFirst("-.*", "");
    }

    private String said(String label) {
        return fourLetterWord("srvr")
                .lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()))
                .findFirst()
                .orElse("");
    }

    /** The values of {@code mntr}. */
    public Map<String, String> metrics() {
        return fourLetterWord("mntr")
                .lines()
                .filter(line -> line.indexOf('\t') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('\t')), line -> line.substring(line.indexOf('\t') + 1)));
    }

    /** The last lines that the server has written. */
    public List<String> output() {
        return process().output();
    }

    /** What the server says of itself and has written last, for failures. */
    public String account() {
        String said;
        try {
            said = fourLetterWord("mntr");
        } catch (UncheckedIOException silent) {
            said = silent.toString();
        }
        List<String> written = process == null ? List.of("does not run") : output();
        return this + ": " + said + "\n" + String.join("\n", written);
    }

    /** Kills the server and deletes its data. */
    @Override
    public void close() {
        kill();
        MemoryDirectory.delete(directory);
    }

    @Override
    public String toString() {
        return "server on port " + port;
    }

    private ChildJvm process() {
        if (process == null) {
            throw new IllegalStateException(this + " does not run");
        }
        return process;
    }
}
