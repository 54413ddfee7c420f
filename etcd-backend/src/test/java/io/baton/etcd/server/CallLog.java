// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fault.TrafficTap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An account of the gRPC calls that clients make to a server, read off the connections that are made through it. Not for
 * TLS, and not for compressed messages. Thread-safe; what a client has been told is in the account already.
 */
public final class CallLog implements AutoCloseable {

    private final Object lock = new Object();
    private final Map<Long, CallConnection> connections = new HashMap<>();
    private final List<OpenCall> calls = new ArrayList<>();
    private final Set<OpenCall> listed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Trap> callTraps = new ArrayList<>();
    private final List<Trap> answerTraps = new ArrayList<>();
    private final TcpProxy network;

    private CallLog(EtcdServer server) {
        network = TcpProxy.to(server.address(), new Tap());
    }

    /** An empty account. */
    public static CallLog inFrontOf(EtcdServer server) {
        return new CallLog(server);
    }

    /** What clients connect to, as in {@code http://127.0.0.1:2379}. */
    public String endpoint() {
        return "http://127.0.0.1:" + network.port();
    }

    /** The connections that are accounted for, to be cut, delayed and broken. */
    public TcpProxy network() {
        return network;
    }

    /** All calls since the last {@link #clear()}, in the order in which they began. */
    public List<Call> calls() {
        synchronized (lock) {
            return calls.stream().map(OpenCall::asOfNow).toList();
        }
    }

    /** As {@link #calls()}, of one connection. */
    public List<Call> calls(long connection) {
        return calls().stream().filter(call -> call.connection() == connection).toList();
    }

    /** As {@link #calls()}, of one method. */
    public List<Call> calls(String method) {
        return calls().stream().filter(call -> call.method().equals(method)).toList();
    }

    /**
     * Forgets what has been called so far, also what is not yet answered, and begins with round 1 again. A stream that
     * is open comes back, with what is said on it from now on, as soon as something is.
     */
    public void clear() {
        synchronized (lock) {
            calls.clear();
            listed.clear();
            connections.values().forEach(CallConnection::forget);
        }
    }

    /**
     * Does something, once, just before the next such call reaches the server as a whole; of a stream, just before the
     * next message on such a stream does. A command to {@link #network()} holds for that call too, and for what was sent
     * together with it.
     */
    public void onCall(Predicate<Call> which, Runnable action) {
        synchronized (lock) {
            callTraps.add(new Trap(which, action));
        }
    }

    /**
     * Does something, once, when the server has ended such a call, or has said more on such a stream, just before its
     * client learns of it. A command to {@link #network()} holds for that answer too, and for what was sent together
     * with it.
     */
    public void onAnswer(Predicate<Call> which, Runnable action) {
        synchronized (lock) {
            answerTraps.add(new Trap(which, action));
        }
    }

    /** Resets the connections through it. Leaves no thread and no socket. */
    @Override
    public void close() {
        network.close();
    }

    private record Trap(Predicate<Call> which, Runnable action) {}

    /** All of it runs on the proxy's thread. */
    private final class Tap implements TrafficTap, CallConnection.Ledger {

        @Override
        public void request(long connection, ByteBuffer bytes) {
            synchronized (lock) {
                log(connection).asks(bytes);
            }
        }

        @Override
        public void reply(long connection, ByteBuffer bytes) {
            synchronized (lock) {
                log(connection).isAnswered(bytes);
            }
        }

        @Override
        public void closed(long connection) {
            synchronized (lock) {
                connections.remove(connection);
            }
        }

        private CallConnection log(long connection) {
            return connections.computeIfAbsent(connection, number -> new CallConnection(number, this));
        }

        @Override
        public void listed(OpenCall call) {
            if (listed.add(call)) {
                calls.add(call);
            }
        }

        @Override
        public void asked(OpenCall call) {
            spring(callTraps, call);
        }

        @Override
        public void answered(OpenCall call) {
            spring(answerTraps, call);
        }

        private void spring(List<Trap> traps, OpenCall call) {
            if (traps.isEmpty()) {
                return;
            }
            Call now = call.asOfNow();
            List<Trap> sprung =
                    traps.stream().filter(trap -> trap.which().test(now)).toList();
            traps.removeAll(sprung);
            sprung.forEach(trap -> trap.action().run());
        }
    }
}
