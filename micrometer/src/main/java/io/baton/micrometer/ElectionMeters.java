// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.Subscription;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one election in one registry. The gauges keep this object alive, and so what its counters read. Listeners and
 * observers of one elector are called at the same time, so what both change has a lock.
 */
final class ElectionMeters implements LeadershipListener, AutoCloseable {

    private final MeterSet meters;
    private final String election;
    private final ReentrantLock lock = new ReentrantLock();
    private final Counter elections;
    private final Map<LossReason, Counter> losses = new EnumMap<>(LossReason.class);
    private final Timer durations;
    private final LeaderlessTime leaderless;
    private final OverlapSuspicion overlap;
    private volatile @Nullable LeaderElector elector;
    private Subscription listening = () -> {};
    private Subscription observing = () -> {};
    private @Nullable Leadership last;
    private long electedAt;

    ElectionMeters(MeterSet meters, String election, @Nullable Function<String, LeaderOnlyCallCounts> calls) {
        this.meters = meters;
        this.election = election;
        elections = meters.counter("baton.elections", "Leaderships of this process that have begun", Tags.empty());
        for (LossReason reason : LossReason.values()) {
            Tags why = Tags.of("reason", reason.name().toLowerCase(Locale.ROOT));
            losses.put(reason, meters.counter("baton.losses", "Leaderships of this process that have ended", why));
        }
        durations = timer("baton.leadership.duration", "How long leaderships of this process have lasted");
        Timer gaps = timer("baton.without.leader", "How long the election had no leader, as this process saw it");
        Timer takeOvers = timer(
                "baton.takeover", "From when this process saw that the election had no leader to its own election");
        leaderless = new LeaderlessTime(
                nanos -> gaps.record(nanos, TimeUnit.NANOSECONDS),
                nanos -> takeOvers.record(nanos, TimeUnit.NANOSECONDS));
        Counter suspected = meters.counter(
                "baton.overlap.suspected",
                "Newer leaders that the store has named while this process still held its leadership",
                Tags.empty());
        overlap = new OverlapSuspicion(suspected::increment);
        gauges();
        if (calls != null) {
            call(calls, "ran", LeaderOnlyCallCounts::ran);
            call(calls, "skipped", LeaderOnlyCallCounts::skipped);
            call(calls, "interrupted", LeaderOnlyCallCounts::interrupted);
        }
    }

    private void gauges() {
        meters.gauge("baton.leader", "1 while this process leads, else 0", () -> held().isPresent() ? 1 : 0);
        meters.gauge(
                "baton.token",
                "The token of the leadership that this process holds, 0 without one",
                () -> held().map(leadership -> leadership.token().value()).orElse(0L));
        meters.secondsGauge(
                "baton.lease.remaining",
                "How long the leadership is held if the store is not heard from again, 0 without one",
                () -> held().map(leadership -> seconds(leadership.remaining())).orElse(0.0));
    }

    private Timer timer(String name, String description) {
        return meters.register(meters.timer(name, description));
    }

    private void call(
            Function<String, LeaderOnlyCallCounts> calls, String outcome, ToLongFunction<LeaderOnlyCallCounts> count) {
        MeterSet.Name name = new MeterSet.Name(
                "baton.leader.only.calls", "Calls that only the leader makes", Tags.of("outcome", outcome));
        meters.counter(name, this, source -> count.applyAsLong(calls.apply(source.election)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private Optional<Leadership> held() {
        LeaderElector now = elector;
        return now == null ? Optional.empty() : now.leadership();
    }

    /**
     * Listens to this elector. An earlier one is closed by then, and may still tell of its last leadership.
     *
     * @throws io.baton.BatonException if it is closed
     */
    void follow(LeaderElector next) {
        observing.close();
        elector = next;
        listening = next.listen(this);
        observing = next.observe(this::observed);
    }

    private void observed(Optional<Leader> leader) {
        lock.lock();
        try {
            leaderless.observed(leader, meters.now());
            leader.ifPresent(named -> overlap.named(named.token()));
            checkOverlap();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onElected(Leadership leadership) {
        elections.increment();
        lock.lock();
        try {
            last = leadership;
            electedAt = meters.now();
            leaderless.elected(leadership.token(), electedAt);
            checkOverlap();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onLost(Leadership leadership, LossReason reason) {
        Counter counter = losses.get(reason);
        if (counter != null) {
            counter.increment();
        }
        lock.lock();
        try {
            if (leadership == last) {
                long now = meters.now();
                leaderless.lost(now);
                durations.record(now - electedAt, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkOverlap() {
        LeaderElector now = elector;
        if (now != null) {
            overlap.check(now);
        }
    }

    @Override
    public void close() {
        listening.close();
        observing.close();
        meters.close();
    }
}
