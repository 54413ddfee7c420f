// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fault.TrafficTap;
import io.baton.zookeeper.server.Request.Notification;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An account of what clients ask a server and what it answers, read off the connections that are made through it. Not
 * for TLS. Thread-safe; what a client has been told is in the account already.
 */
public final class RequestLog implements AutoCloseable {

    private final Object lock = new Object();
    private final Map<Long, ConnectionLog> connections = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();
    private final IdentityHashMap<Request, Integer> unanswered = new IdentityHashMap<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final List<Trap> traps = new ArrayList<>();
    private final TcpProxy network;

    private RequestLog(TestServer server) {
        network = TcpProxy.to(server.address(), new Tap());
    }

    /** An empty account. */
    public static RequestLog inFrontOf(TestServer server) {
        return new RequestLog(server);
    }

    public String connectString() {
        return "127.0.0.1:" + network.port();
    }

    /** The connections that are accounted for, to be cut, delayed and broken. */
    public TcpProxy network() {
        return network;
    }

    /** Everything asked since the last {@link #clear()}, in order, without pings and without connecting. */
    public List<Request> requests() {
        synchronized (lock) {
            return requests.stream()
                    .filter(request -> !request.isPing() && !request.isConnect())
                    .toList();
        }
    }

    /** As {@link #requests()}, of one session. */
    public List<Request> requests(long session) {
        synchronized (lock) {
            return requests().stream()
                    .filter(request -> isOf(session, request.connection()))
                    .toList();
        }
    }

    /** Everything asked, with pings and connecting. */
    public List<Request> everything() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** The sessions that were begun or resumed on connections through it, also before the last {@link #clear()}. */
    public Set<Long> sessions() {
        synchronized (lock) {
            return connections.values().stream().map(ConnectionLog::session).collect(Collectors.toSet());
        }
    }

    /** The watches that fired for a session. */
    public List<Notification> notifications(long session) {
        synchronized (lock) {
            return notifications.stream()
                    .filter(notification -> isOf(session, notification.connection()))
                    .toList();
        }
    }

    /**
     * How many times one after the other a session waited for a reply before it asked on. What was asked together
     * counts once; pings do not count, connecting does.
     */
    public int roundTrips(long session) {
        synchronized (lock) {
            Map<Long, Integer> deepest = new HashMap<>();
            for (Request request : requests) {
                if (isOf(session, request.connection())) {
                    deepest.merge(request.connection(), request.round(), Math::max);
                }
            }
            return deepest.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** All bytes of a session, pings and notifications among them. */
    public Traffic traffic(long session) {
        synchronized (lock) {
            long asked = 0;
            long answered = 0;
            for (ConnectionLog connection : connections.values()) {
                if (connection.session() == session) {
                    asked += connection.requestBytes();
                    answered += connection.replyBytes();
                }
            }
            return new Traffic(asked, answered);
        }
    }

    /** Forgets what has been asked so far, also what is not yet answered, and begins with round 1 again. */
    public void clear() {
        synchronized (lock) {
            requests.clear();
            unanswered.clear();
            notifications.clear();
            connections.values().forEach(ConnectionLog::forget);
        }
    }

    /**
     * Does something, once, just before the next such request reaches the server. A command to {@link #network()} holds
     * for that request too, and for what was sent together with it.
     */
    public void onRequest(Predicate<Request> which, Runnable action) {
        trap(which.and(request -> request.reply().isEmpty()), action);
    }

    /**
     * Does something, once, when such a request has been answered, just before its client learns of it. A command to
     * {@link #network()} holds for that reply too, and for what was sent together with it.
     */
    public void onReply(Predicate<Request> which, Runnable action) {
        trap(which.and(request -> request.reply().isPresent()), action);
    }

    /** Resets the connections through it. Leaves no thread and no socket. */
    @Override
    public void close() {
        network.close();
    }

    private void trap(Predicate<Request> which, Runnable action) {
        synchronized (lock) {
            traps.add(new Trap(which, action));
        }
    }

    private boolean isOf(long session, long connection) {
        ConnectionLog log = connections.get(connection);
        return log != null && log.session() == session;
    }

    /** Bytes with the four of each frame's length. */
    public record Traffic(long requestBytes, long replyBytes) {}

    private record Trap(Predicate<Request> which, Runnable action) {}

    /** All of it runs on the proxy's thread. */
    private final class Tap implements TrafficTap, ConnectionLog.Ledger {

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

        private ConnectionLog log(long connection) {
            return connections.computeIfAbsent(connection, number -> new ConnectionLog(number, this));
        }

        @Override
        public void asked(Request request) {
            unanswered.put(request, requests.size());
            requests.add(request);
            spring(request);
        }

        @Override
        public void answered(Request request, Request withReply) {
            Integer index = unanswered.remove(request);
            if (index != null) {
                requests.set(index, withReply);
            }
            spring(withReply);
        }

        @Override
        public void notified(Notification notification) {
            notifications.add(notification);
        }

        private void spring(Request request) {
            List<Trap> sprung =
                    traps.stream().filter(trap -> trap.which().test(request)).toList();
            traps.removeAll(sprung);
            sprung.forEach(trap -> trap.action().run());
        }
    }
}
