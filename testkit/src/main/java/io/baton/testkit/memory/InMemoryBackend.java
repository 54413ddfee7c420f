// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.session.MemorySession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A backend in memory: the connection of one process to a {@link MemoryStore} that several of them may share, so that
 * tests can have many processes in one JVM. Every promise of the protocol holds, and sessions run out as on a server: a
 * process that is cut off loses its session when the lease is over. Thread-safe.
 *
 * <p>One daemon thread, from the first session to {@link #close}. It does not survive the JVM and elects no leader across
 * JVMs.
 */
public final class InMemoryBackend implements ElectionBackend {

    static final String NAME = "memory";

    private static final Duration DEFAULT_LEASE_DURATION = Duration.ofSeconds(2);
    private static final Duration EXPIRY_PERIOD = Duration.ofMillis(20);

    private final MemoryStore store;
    private final ScheduledThreadPoolExecutor thread;
    private final Object guard = new Object();
    private @Nullable Connection connection;
    private boolean cut;

    /** A connection to a store. */
    public InMemoryBackend(MemoryStore store) {
        this.store = store;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread made = new Thread(task, "baton-store-memory");
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration defaultLeaseDuration() {
        return DEFAULT_LEASE_DURATION;
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        synchronized (guard) {
            if (connection == null) {
                ScheduledFuture<?> unused = thread.scheduleAtFixedRate(
                        this::expireSilent, 0, EXPIRY_PERIOD.toNanos(), TimeUnit.NANOSECONDS);
            }
            InMemoryLink link = new InMemoryLink(store, thread, request.requestTimeout(), cut);
            MemorySession session = new MemorySession(request, facts, link);
            connection = new Connection(link, session);
            return session;
        }
    }

    private void expireSilent() {
        try {
            store.expireSilent();
        } catch (OutOfMemoryError full) {
            // What throws once is not called again.
        }
    }

    /** From now on nothing reaches the store and nothing comes back, until {@link #heal}. */
    public void cutOff() {
        synchronized (guard) {
            cut = true;
            current().ifPresent(open -> open.link.cut());
        }
    }

    /** Ends what {@link #cutOff} has begun; what the store had to tell is told then. */
    public void heal() {
        synchronized (guard) {
            cut = false;
            current().ifPresent(open -> open.link.heal());
        }
    }

    /** Ends the session in the store, as if its lease had run out; answers whether there was one. */
    public boolean expireSession() {
        return session().map(store::expireSession).orElse(false);
    }

    /** The name of the session in the store, if one was opened; it may have ended since. */
    public Optional<String> session() {
        synchronized (guard) {
            return current().map(open -> open.session.name()).filter(name -> !name.isEmpty());
        }
    }

    /** The store that this is a connection to. */
    public MemoryStore store() {
        return store;
    }

    @Override
    public void close() {
        synchronized (guard) {
            current().ifPresent(open -> open.session.close());
            thread.shutdown();
        }
    }

    private Optional<Connection> current() {
        return Optional.ofNullable(connection);
    }

    private record Connection(InMemoryLink link, MemorySession session) {}
}
