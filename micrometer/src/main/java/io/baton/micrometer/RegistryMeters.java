// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Subscription;
import io.baton.connection.ConnectionListener;
import io.baton.connection.SessionStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of one connection in one registry. Its own methods are called by one thread at a time. */
final class RegistryMeters implements ConnectionListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryMeters.class);
    private static final Duration SHORTEST_PROOF = Duration.ofMillis(1);
    private static final Duration LONGEST_PROOF = Duration.ofSeconds(10);

    private final Baton baton;
    private final MeterSet meters;
    private final @Nullable Function<String, LeaderOnlyCallCounts> calls;
    private final Map<String, ElectionMeters> elections = new HashMap<>();
    private final Timer proven;
    private final Timer failed;
    private final Counter staleTokens;
    private volatile boolean connected;
    private Subscription subscription = () -> {};

    RegistryMeters(Baton baton, MeterSet meters, @Nullable Function<String, LeaderOnlyCallCounts> calls) {
        this.baton = baton;
        this.meters = meters;
        this.calls = calls;
        this.proven = proofs("proven");
        this.failed = proofs("failed");
        this.staleTokens = meters.counter(
                "baton.stale.tokens", "Tokens of former leaders that a resource has refused", Tags.empty());
        meters.gauge(
                "baton.connected",
                "1 while the store answers this process, as far as is known",
                () -> isConnected() ? 1 : 0);
    }

    /** A histogram, because percentiles of several processes cannot be added up. */
    private Timer proofs(String outcome) {
        return meters.register(
                meters.timer("baton.proofs", "Time from sending a proof to its answer, or until it counts as failed")
                        .tag("outcome", outcome)
                        .publishPercentileHistogram()
                        .minimumExpectedValue(SHORTEST_PROOF)
                        .maximumExpectedValue(LONGEST_PROOF));
    }

    /** A connection that is closed by the application tells its listeners nothing. */
    private boolean isConnected() {
        return connected && baton.status().session().isPresent();
    }

    void listen() {
        subscription = baton.listen(this);
    }

    void watch(LeaderElector elector) {
        ElectionMeters before = elections.get(elector.election());
        if (before == null) {
            before = new ElectionMeters(meters.with("election", elector.election()), elector.election(), calls);
            elections.put(elector.election(), before);
        }
        try {
            before.follow(elector);
        } catch (BatonException closed) {
            // It may close at any time; what it has counted stays.
            LOG.debug("The elector is closed and has nothing to tell", closed);
        }
    }

    void staleToken() {
        staleTokens.increment();
    }

    @Override
    public void onConnected(SessionStatus session) {
        connected = true;
    }

    @Override
    public void onDisconnected(String reason) {
        connected = false;
    }

    @Override
    public void onProven(Duration latency) {
        proven.record(latency);
    }

    @Override
    public void onProofFailed(Duration after) {
        failed.record(after);
    }

    @Override
    public void close() {
        subscription.close();
        elections.values().forEach(ElectionMeters::close);
        meters.close();
    }
}
