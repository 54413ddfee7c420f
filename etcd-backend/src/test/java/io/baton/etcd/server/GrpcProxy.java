// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.testkit.process.ChildProcess;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** {@code etcd grpc-proxy} in front of a server. It ends with this JVM. To be used by one thread. */
public final class GrpcProxy implements AutoCloseable {

    private static final Duration START_BOUND = Duration.ofSeconds(60);

    private final int port = FreePorts.next();
    private final Path directory;
    private final ChildProcess process;

    private GrpcProxy(String servers) {
        try {
            directory = Workspace.data("grpc-proxy");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a proxy", e);
        }
        process = ChildProcess.start(EtcdRelease.SYSTEM
                .etcd()
                .command(List.of(
                        "grpc-proxy",
                        "start",
                        "--endpoints=" + servers,
                        "--listen-addr=127.0.0.1:" + port,
                        "--data-dir=" + directory))
                .redirectErrorStream(true));
    }

    /**
     * A proxy that listens.
     *
     * @param servers endpoints with commas between
     */
    public static GrpcProxy inFrontOf(String servers) {
        GrpcProxy proxy = new GrpcProxy(servers);
        try {
            Awaitility.await("the proxy listens")
                    .atMost(START_BOUND)
                    .pollInterval(Duration.ofMillis(20))
                    .failFast("the proxy has ended", () -> !proxy.process.isAlive())
                    .until(proxy::isListening);
            return proxy;
        } catch (RuntimeException | Error failed) {
            proxy.close();
            throw failed;
        }
    }

    /** As in {@code http://127.0.0.1:2379}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills the proxy and deletes its data. */
    @Override
    public void close() {
        process.close();
        Workspace.delete(directory);
    }
}
