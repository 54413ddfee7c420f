// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.internal.engine.Timing;
import java.time.Duration;

/**
 * The configuration of one connection, complete and valid.
 *
 * @param leaseDuration what is asked of the store
 * @param requestTimeout how long one request may take
 * @param connectTimeout how long {@code connect} waits for the first session
 * @param requireConnection whether {@code connect} fails without one
 * @param clockMargin by which part another clock may run slower
 * @param candidate who stands where an elector's options name no candidate
 * @param elections the options of electors that are made without any
 */
public record Settings(
        Duration leaseDuration,
        Duration requestTimeout,
        Duration connectTimeout,
        boolean requireConnection,
        double clockMargin,
        Candidate candidate,
        ElectionSettings elections) {

    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final Duration REFUSAL_DELAY = Duration.ofSeconds(5);

    public Settings {
        Checks.that(
                leaseDuration.compareTo(Duration.ofMillis(100)) >= 0 && leaseDuration.compareTo(LONGEST_LEASE) <= 0,
                "baton.lease-duration is " + text(leaseDuration) + "; give between 100ms and 24h");
        Checks.that(
                requestTimeout.compareTo(Duration.ofMillis(10)) >= 0,
                "baton.request-timeout is " + text(requestTimeout) + "; give at least 10ms");
        Checks.that(
                requestTimeout.compareTo(leaseDuration.dividedBy(2)) <= 0,
                "baton.request-timeout (" + text(requestTimeout) + ") is more than half of baton.lease-duration ("
                        + text(leaseDuration) + "): one slow request would cost the leadership; lower the first to at"
                        + " most " + text(leaseDuration.dividedBy(2)) + " or raise the second");
        Checks.that(
                connectTimeout.compareTo(requestTimeout) >= 0,
                "baton.connect-timeout (" + text(connectTimeout) + ") is less than baton.request-timeout ("
                        + text(requestTimeout) + "); raise the first");
        Checks.that(
                clockMargin >= 0 && clockMargin <= 0.5,
                "baton.clock-margin is " + clockMargin + "; give a part between 0 and 0.5, for example 0.01");
    }

    /** The options of electors whose election has none of its own. */
    public ElectorOptions electors() {
        return elections.defaults();
    }

    /** The durations for one elector, before the store has granted anything. */
    public Timing timing(ElectorOptions options) {
        long lease = leaseDuration.toNanos();
        long request = requestTimeout.toNanos();
        return new Timing(
                lease / 2,
                lease,
                clockMargin,
                request,
                Math.min(
                        Math.max(request / 10, Duration.ofMillis(5).toNanos()),
                        Duration.ofMillis(250).toNanos()),
                REFUSAL_DELAY.toNanos(),
                DurationFormat.boundedNanos(options.resignBackoff()),
                DurationFormat.boundedNanos(options.drainTimeout()),
                options.onDrainTimeout() == ElectorOptions.OnDrainTimeout.RELEASE);
    }

    private static String text(Duration duration) {
        return DurationFormat.write(duration);
    }
}
