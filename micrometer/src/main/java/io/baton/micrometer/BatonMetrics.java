// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.fencing.StaleTokenException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one connection and of its elections. The front door of this module. Safe for use by any number of threads.
 *
 * <pre>{@code
 * Baton baton = Baton.connect(configuration);
 * LeaderElector billing = baton.elector("billing").start();
 * BatonMetrics metrics = new BatonMetrics(baton, "etcd");
 * metrics.bindTo(registry);
 * JdbcFence fence = JdbcFence.postgresql().onStaleToken(metrics::staleToken);
 * }</pre>
 *
 * <p>The electors that are open when metrics are bound are found; one that is made later is handed to {@link #watch}. Each watched
 * election costs the store one observation for this process, and each change of leader one question.
 *
 * <p><b>Promised.</b> Every meter is there, with the value zero, as soon as its election is watched, and none is left in a registry
 * after {@link #close()}. Meters tell what this process knows: no value asks the store. The registry keeps everything that its meters
 * need, so the application need not keep this object.
 *
 * <p><b>Not promised.</b> What happens between two scrapes and what this process is not told is not seen: a silent
 * {@code baton.overlap.suspected} is no proof. All meters are listed in {@code docs/monitoring/README.md}.
 */
public final class BatonMetrics implements MeterBinder, AutoCloseable {

    private final Baton baton;
    private final Tags tags;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LeaderElector> watched = new TreeMap<>();
    private final List<RegistryMeters> bound = new ArrayList<>();
    private @Nullable Function<String, LeaderOnlyCallCounts> calls;
    private boolean closed;

    /**
     * The metrics of a connection; nothing is measured before {@link #bindTo}.
     *
     * @param backend the value of the tag {@code backend}: as a rule what {@code baton.backend} says
     */
    public BatonMetrics(Baton baton, String backend) {
        this(baton, backend, Tags.empty());
    }

    /**
     * The same with further tags on every meter. Two connections of one process that stand in the same election need them, because
     * a registry keeps one of two meters with the same name and tags.
     */
    public BatonMetrics(Baton baton, String backend, Iterable<Tag> more) {
        this.baton = baton;
        this.tags = Tags.of("backend", backend).and(more);
    }

    /**
     * Adds {@code baton.leader.only.calls} for each watched election, for an application that counts its leader-only calls.
     *
     * @param byElection the counts of the election with the given name, which never go down; asked for each value that is read
     * @return these metrics
     * @throws IllegalStateException if a registry has been bound before
     */
    public BatonMetrics leaderOnlyCalls(Function<String, LeaderOnlyCallCounts> byElection) {
        lock.lock();
        try {
            if (!bound.isEmpty()) {
                throw new IllegalStateException("a registry is bound already; call leaderOnlyCalls before bindTo");
            }
            calls = byElection;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the meters of the connection and of each election that is watched or has an open elector now. May be called for several
     * registries.
     *
     * @throws IllegalStateException if these metrics are closed
     * @throws io.baton.BatonException if the connection is closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("these metrics are closed; make others for this connection");
            }
            baton.electors().forEach(elector -> watched.put(elector.election(), elector));
            bound.add(listening(new RegistryMeters(baton, new MeterSet(registry, tags), calls)));
        } finally {
            lock.unlock();
        }
    }

    private RegistryMeters listening(RegistryMeters meters) {
        try {
            meters.listen();
            watched.values().forEach(meters::watch);
            return meters;
        } catch (RuntimeException e) {
            meters.close();
            throw e;
        }
    }

    /**
     * Makes the meters of the elector's election in each registry that is or will be bound. Does nothing if this elector is watched
     * already; takes the place of an earlier elector for the same election, whose counters go on. When the elector closes, its
     * meters stay: the process leads no more.
     */
    public void watch(LeaderElector elector) {
        lock.lock();
        try {
            if (!closed && watched.put(elector.election(), elector) != elector) {
                bound.forEach(meters -> meters.watch(elector));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts a stale token that a resource has refused: for {@code onStaleToken} of a guard or fence. */
    public void staleToken(StaleTokenException refused) {
        lock.lock();
        try {
            bound.forEach(RegistryMeters::staleToken);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all subscriptions and removes all meters. May be called more than once. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            bound.forEach(RegistryMeters::close);
            bound.clear();
            watched.clear();
        } finally {
            lock.unlock();
        }
    }
}
