// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import io.baton.FencingToken;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves two counters to the processes of this host, until it is closed. It stands in the process that breaks everything else, so it is there
 * whatever happens to the others. Thread-safe.
 */
public final class CounterServer implements AutoCloseable {

    /** Of the answer to a request that was stale. */
    static final long REFUSED = -1;

    private final Counter fenced = Counter.fenced();
    private final Counter unfenced = Counter.unfenced();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;

    private CounterServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Serving, on a free port of all addresses: processes may run as if on hosts of their own. */
    public static CounterServer start() {
        try {
            CounterServer server = new CounterServer(new ServerSocket(0));
            run("counter-server", server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Everything so far. */
    public CounterHistory history() {
        return new CounterHistory(
                fenced.accepted(), fenced.refused(), fenced.violations(), unfenced.accepted(), unfenced.lost());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                run("counter-connection", () -> serve(connection));
            } catch (IOException closed) {
                // Either this server was closed, or the client has gone already.
            }
        }
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var requests = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
            var answers = new DataOutputStream(connection.getOutputStream());
            String writer = requests.readUTF();
            while (true) {
                answers.writeLong(answer(writer, CounterRequest.read(requests)));
            }
        } catch (IOException gone) {
            // A writer that was killed, or that connects anew.
        } finally {
            connections.remove(connection);
        }
    }

    private long answer(String writer, CounterRequest request) {
        Counter counter = request.fenced() ? fenced : unfenced;
        FencingToken token = new FencingToken(request.token());
        return (request.increments() ? counter.increment(writer, token, request.value()) : counter.read(token))
                .orElse(REFUSED);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
