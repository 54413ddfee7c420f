// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What a server of a cluster of one held at a moment. To be used by one thread. */
public final class Snapshot implements AutoCloseable {

    private final EtcdServer server;
    private final Path directory;

    private Snapshot(EtcdServer server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /** Saves what the server holds now. */
    public static Snapshot of(EtcdServer server) {
        try {
            Snapshot taken = new Snapshot(server, Workspace.data("snapshot"));
            server.etcdctl("snapshot", "save", taken.file());
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a snapshot", e);
        }
    }

    /** Ends the server, gives it back what it held, and returns when it serves again. */
    public void restore() throws InterruptedException {
        server.stop();
        server.wipe();
        String peer = "http://127.0.0.1:" + server.peerAddress().getPort();
        EtcdRelease.SYSTEM
                .etcdctl()
                .run(
                        "snapshot",
                        "restore",
                        file(),
                        "--name=" + server.name(),
                        "--data-dir=" + server.dataDirectory(),
                        "--initial-cluster=" + server.name() + "=" + peer,
                        "--initial-advertise-peer-urls=" + peer);
        server.restart();
    }

    private String file() {
        return directory.resolve("saved.db").toString();
    }

    /** Deletes the snapshot. */
    @Override
    public void close() {
        Workspace.delete(directory);
    }
}
