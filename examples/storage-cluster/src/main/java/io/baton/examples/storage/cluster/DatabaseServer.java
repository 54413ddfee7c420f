// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.cluster;

import io.baton.examples.server.ChildProcess;
import io.baton.examples.server.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;

/** H2 in a process of its own, in memory, reached over loopback. */
final class DatabaseServer implements AutoCloseable {

    private static final String NAME = "database";

    private final ChildProcess process;
    private final String url;

    private DatabaseServer(ChildProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    static DatabaseServer start(Path directory) throws IOException {
        int port = LocalServer.freePort();
        String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:storage;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=2000";
        List<String> command = ChildProcess.java(
                directory,
                Map.of("h2.bindAddress", "127.0.0.1"),
                List.of(Server.class.getName(), "-tcp", "-tcpPort", Integer.toString(port), "-ifNotExists"));
        ChildProcess process = ChildProcess.start(directory, NAME, command, line -> {}, exit -> {});
        LocalServer.awaitServing("H2", process, () -> serves(url));
        return new DatabaseServer(process, url);
    }

    String url() {
        return url;
    }

    private static boolean serves(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
