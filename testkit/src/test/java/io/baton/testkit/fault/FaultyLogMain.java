// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingSession;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Two connections that stand in one election, in a process whose log goes to its error output, which blocks or throws on
 * order. What the process has to say it says on its standard output.
 */
final class FaultyLogMain {

    private static final Map<String, String> SETTINGS =
            Map.of("baton.lease-duration", "1s", "baton.resign-backoff", "30s");

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final Map<String, Baton> connections = new HashMap<>();
    private final Map<String, LeaderElector> electors = new HashMap<>();
    private volatile boolean provesNoMore;

    private FaultyLogMain() {}

    public static void main(String[] arguments) throws Exception {
        FaultyLogMain process = new FaultyLogMain();
        var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", 2);
            process.obey(words[0], words.length > 1 ? words[1] : "");
        }
    }

    private void obey(String order, String name) throws InterruptedException {
        switch (order) {
            case "join" -> join(name);
            case "resign" -> known(electors, name).resign();
            case "sticks" -> provesNoMore = true;
            case "blocks" -> System.setErr(new PrintStream(new Blocked(), true, UTF_8));
            case "throws" -> System.setErr(new Throwing());
            case "close" -> {
                known(connections, name).close();
                System.out.println(
                        "closed " + name + ", sessions " + store.sessions().size());
            }
            default -> throw new IllegalArgumentException(order);
        }
    }

    private static <T> T known(Map<String, T> of, String name) {
        return Objects.requireNonNull(of.get(name), name + " has not joined");
    }

    private void join(String name) {
        ElectionBackend backend = new InMemoryBackend(store);
        Baton baton = Baton.connect(name.equals("a") ? new Sticking(backend) : backend, SETTINGS);
        LeaderElector elector = baton.elector("log");
        elector.whileLeader(leadership -> {
            System.out.println("leads " + name + " " + leadership.token());
            try {
                while (leadership.isHeld()) {
                    Thread.sleep(10);
                }
            } finally {
                System.out.println("led " + name);
            }
        });
        elector.start();
        connections.put(name, baton);
        electors.put(name, elector);
    }

    /** On order its sessions block the thread that wants a proof. */
    private final class Sticking extends ForwardingBackend {

        Sticking(ElectionBackend backend) {
            super(backend);
        }

        @Override
        public BackendSession open(SessionRequest request, SessionFacts facts) {
            return new ForwardingSession(super.open(request, facts)) {
                @Override
                public void prove() {
                    if (provesNoMore) {
                        awaitForEver();
                    }
                    super.prove();
                }
            };
        }
    }

    private void awaitForEver() {
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A pipe that is full and that is not read. */
    private final class Blocked extends OutputStream {
        @Override
        public void write(int one) {
            awaitForEver();
        }
    }

    /** An appender that is broken. */
    private static final class Throwing extends PrintStream {

        private int lines;

        Throwing() {
            super(OutputStream.nullOutputStream(), false, UTF_8);
        }

        @Override
        public synchronized void println(String line) {
            if (++lines % 2 == 0) {
                throw new AssertionError("the log throws on order");
            }
            throw new IllegalStateException("the log throws on order");
        }
    }
}
