// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.cluster;

import io.baton.examples.server.ChildProcess;
import io.baton.examples.server.LocalServer;
import io.baton.examples.storage.StorageApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the application in a process of its own, at the same address all the time. A process that ends is replaced,
 * unless the instance was closed or all processes of the terminal were told to end. Safe for use by many threads.
 */
public final class Instance implements AutoCloseable {

    private static final int ENDED_BY_CTRL_C = 128 + 2;

    private final String name;
    private final int port = LocalServer.freePort();
    private final Path directory;
    private final Map<String, String> properties;
    private final Consumer<String> output;
    private @Nullable ChildProcess process;
    private boolean closed;

    Instance(String name, Path directory, Map<String, String> properties, Consumer<String> output) {
        this.name = name;
        this.directory = directory;
        this.properties = new TreeMap<>(properties);
        this.properties.put("storage.instance", name);
        this.properties.put("server.port", Integer.toString(port));
        this.output = output;
    }

    public String name() {
        return name;
    }

    /** Without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    synchronized void start() throws IOException {
        List<String> command = ChildProcess.java(directory, properties, List.of(StorageApplication.class.getName()));
        process = ChildProcess.start(directory, name, command, this::tell, this::onExit);
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Kills the process; it is replaced. */
    public void kill() {
        signal("KILL");
    }

    /** The process does nothing until it is resumed. */
    public void freeze() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private synchronized void signal(String signal) {
        if (process != null) {
            process.signal(signal);
        }
    }

    private void tell(String line) {
        output.accept(name + "  " + line);
    }

    private synchronized void onExit(int exit) {
        if (closed || exit == ENDED_BY_CTRL_C) {
            return;
        }
        output.accept(name + "  has ended with exit value " + exit + "; it is started again");
        if (process != null) {
            process.close();
        }
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + " again", e);
        }
    }

    @Override
    public void close() {
        ChildProcess running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        if (running != null) {
            running.stop();
        }
    }
}
