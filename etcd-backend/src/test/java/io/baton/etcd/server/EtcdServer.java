// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.testkit.process.ChildProcess;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An etcd in a process of its own, with a directory and ports that it keeps over restarts. It ends with this JVM. To be
 * used by one thread, but for what only reads.
 */
public final class EtcdServer implements AutoCloseable {

    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration STOP_BOUND = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final int LINES_KEPT = 40;

    private final EtcdSpec spec;
    private final String name;
    private final Ports ports;
    private final Path directory;
    private final Path log;
    private volatile @Nullable ChildProcess process;

    EtcdServer(String name, EtcdSpec spec, Ports ports) {
        this.name = name;
        this.spec = spec;
        this.ports = ports;
        try {
            directory = Workspace.data(name);
            log = Workspace.directory("logs").resolve(directory.getFileName() + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a server", e);
        }
    }

    /** A cluster of one, serving. */
    public static EtcdServer start() throws InterruptedException {
        return start(EtcdSpec.standard());
    }

    public static EtcdServer start(EtcdSpec spec) throws InterruptedException {
        Ports ports = Ports.free();
        EtcdServer server = new EtcdServer("etcd", spec.option("initial-cluster", "etcd=" + ports.peerUrl()), ports);
        try {
            server.restart();
            return server;
        } catch (InterruptedException | RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    public String name() {
        return name;
    }

    /** Of the program that it runs, as in {@code 3.4.23}. */
    public String version() {
        return spec.release().etcd().version();
    }

    public int port() {
        return ports.client();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /** As in {@code 127.0.0.1:2379}. */
    public String hostAndPort() {
        return "127.0.0.1:" + port();
    }

    /** As in {@code http://127.0.0.1:2379}; {@code https} with TLS. */
    public String endpoint() {
        return (spec.isTls() ? "https://" : "http://") + hostAndPort();
    }

    /** Where it listens to its peers, whatever address they have been told. */
    InetSocketAddress peerAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.peer());
    }

    /** Starts the server, stopping it first if it runs, on the same data and ports; returns when it serves. */
    public void restart() throws InterruptedException {
        stop();
        launch();
        awaitServing();
    }

    /** Starts the server without waiting for it: alone, a member of a cluster that is down cannot serve. */
    public void launch() {
        launch(List.of());
    }

    /** As {@link #launch()}, without data, after a member of this name and address was added to the cluster. */
    public void launchAsNewMember() {
        launch(List.of("--initial-cluster-state=existing"));
    }

    /** Where its peers have been told that it is. */
    public String advertisedPeerUrl() {
        return spec.options().getOrDefault("initial-advertise-peer-urls", ports.peerUrl());
    }

    private void launch(List<String> more) {
        if (process != null) {
            throw new IllegalStateException(this + " runs already");
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--name=" + name,
                "--data-dir=" + dataDirectory(),
                "--listen-client-urls=" + endpoint(),
                "--advertise-client-urls=" + endpoint(),
                "--listen-peer-urls=" + ports.peerUrl(),
                "--listen-metrics-urls=" + ports.metricsUrl()));
        if (!spec.options().containsKey("initial-advertise-peer-urls")) {
            arguments.add("--initial-advertise-peer-urls=" + ports.peerUrl());
        }
        arguments.addAll(spec.arguments());
        arguments.addAll(more);
        process = ChildProcess.start(spec.release()
                .etcd()
                .command(arguments)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile())));
    }

    /** Returns when the server serves, which takes a leader; one that does not is killed by {@link #close()}. */
    public void awaitServing() {
        ChildProcess starting = process();
        try {
            Awaitility.await(this + " serves")
                    .atMost(START_BOUND)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .pollInSameThread()
                    .failFast(this + " has ended", () -> !starting.isAlive())
                    .until(this::isServing);
        } catch (RuntimeException failed) {
            throw new AssertionError(failed.getMessage() + "; " + log + ":\n" + lastWords(), failed);
        }
    }

    /** Whether it answers, knows a leader and has a quorum behind it; one that is beyond its quota still serves. */
    public boolean isServing() {
        try {
            return EtcdGateway.at(ports.metricsUrl())
                    .within(SILENCE)
                    .read("/health?exclude=NOSPACE")
                    .contains("\"health\":\"true\"");
        } catch (UncheckedIOException silent) {
            return false;
        }
    }

    /** Ends the server in an orderly way (SIGTERM), if it runs; a frozen one is woken for it. */
    public void stop() throws InterruptedException {
        ChildProcess running = process;
        if (running != null) {
            running.resume();
            running.terminate();
            running.awaitExit(STOP_BOUND);
            kill();
        }
    }

    /** Ends the server as a power cut of its process would (SIGKILL). {@link #restart()} brings it back. */
    public void kill() {
        ChildProcess running = process;
        if (running != null) {
            running.close();
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

    /** Throws all data away, as a lost disk does. To be called while the server does not run. */
    public void wipe() {
        if (process != null) {
            throw new IllegalStateException(this + " runs");
        }
        Workspace.delete(dataDirectory());
    }

    /** For servers without TLS. */
    public EtcdGateway gateway() {
        return EtcdGateway.at(endpoint());
    }

    /** Runs {@code etcdctl} against this server, without TLS, and returns its output. */
    public String etcdctl(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--endpoints=" + endpoint(), "--dial-timeout=60s", "--command-timeout=60s"));
        all.addAll(List.of(arguments));
        return spec.release().etcdctl().run(all.toArray(String[]::new));
    }

    /** The metrics of Prometheus, by their names with labels. */
    public Map<String, Double> metrics() {
        return EtcdGateway.at(ports.metricsUrl())
                .read("/metrics")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    /** The process, while there is one. */
    public OptionalLong pid() {
        ChildProcess running = process;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    public Path directory() {
        return directory;
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** What the server has written, over all its restarts. Stays when all else is deleted. */
    public Path log() {
        return log;
    }

    /** Kills the server and deletes its data. */
    @Override
    public void close() {
        kill();
        Workspace.delete(directory);
    }

    @Override
    public String toString() {
        return name + " on port " + port();
    }

    /** What the server has logged last. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_KEPT), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private ChildProcess process() {
        ChildProcess running = process;
        if (running == null) {
            throw new IllegalStateException(this + " does not run");
        }
        return running;
    }

    /** Kept over restarts. */
    record Ports(int client, int peer, int metrics) {

        static Ports free() {
            return new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next());
        }

        String peerUrl() {
            return "http://127.0.0.1:" + peer;
        }

        String metricsUrl() {
            return "http://127.0.0.1:" + metrics;
        }
    }
}
