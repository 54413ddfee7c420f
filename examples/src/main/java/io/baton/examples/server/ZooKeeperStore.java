// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.Version;
import org.apache.zookeeper.server.ZooKeeperServerMain;

/** A ZooKeeper server in a process of its own. */
public final class ZooKeeperStore implements Store {

    private static final String NAME = "zookeeper";
    private static final int ANSWER_MILLIS = 1_000;

    private final ChildProcess server;
    private final int port;

    private ZooKeeperStore(ChildProcess server, int port) {
        this.server = server;
        this.port = port;
    }

    public static ZooKeeperStore start(Path directory) throws IOException {
        int port = LocalServer.freePort();
        Path home = Files.createDirectory(directory.resolve(NAME));
        Path configuration = Files.writeString(home.resolve("zoo.cfg"), """
                tickTime=500
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                """.formatted(home, port));
        List<String> command = ChildProcess.java(
                home,
                // The log of transactions is made 64 MiB long otherwise.
                Map.of("zookeeper.preAllocSize", "64"),
                List.of(ZooKeeperServerMain.class.getName(), configuration.toString()));
        ChildProcess server = ChildProcess.start(directory, NAME, command, line -> {}, exit -> {});
        LocalServer.awaitServing("ZooKeeper", server, () -> serves(port));
        return new ZooKeeperStore(server, port);
    }

    @Override
    public String description() {
        return "ZooKeeper " + Version.getVersion() + " on 127.0.0.1:" + port;
    }

    @Override
    public Map<String, String> configuration(String worker) {
        return Map.of("baton.backend", "zookeeper", "baton.zookeeper.connect-string", "127.0.0.1:" + port);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Asks by the word that every server answers. */
    private static boolean serves(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains("Mode:");
        } catch (IOException notYet) {
            return false;
        }
    }
}
