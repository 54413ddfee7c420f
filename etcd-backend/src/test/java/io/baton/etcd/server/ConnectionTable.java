// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells about the connections of this machine: which process holds the client's end of one. */
final class ConnectionTable {

    private static final Path TABLE = Path.of("/proc/net/tcp");
    private static final int LOCAL_ADDRESS = 1;
    private static final int REMOTE_ADDRESS = 2;
    private static final int INODE = 9;

    private ConnectionTable() {}

    static boolean exists() {
        return Files.isReadable(TABLE);
    }

    /** How processes name the client's end of a connection; empty when there is no such connection. */
    static Optional<String> clientSocket(int clientPort, int serverPort) {
        String local = String.format(":%04X", clientPort);
        String remote = String.format(":%04X", serverPort);
        try (var lines = Files.lines(TABLE)) {
            return lines.map(line -> line.strip().split(" +"))
                    .filter(row -> row[LOCAL_ADDRESS].endsWith(local) && row[REMOTE_ADDRESS].endsWith(remote))
                    .map(row -> "socket:[" + row[INODE] + "]")
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isHeldBy(long process, String socket) {
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "fd"))) {
            for (Path file : files) {
                if (isLinkTo(socket, file)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException ended) {
            return false;
        }
    }

    private static boolean isLinkTo(String socket, Path file) {
        try {
            return Files.readSymbolicLink(file).toString().equals(socket);
        } catch (IOException closed) {
            return false;
        }
    }
}
