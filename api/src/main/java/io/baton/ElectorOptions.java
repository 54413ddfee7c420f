// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.time.Duration;
import java.util.Optional;

/**
 * How one candidate stands. Immutable.
 *
 * @param candidate who stands; without it the connection's candidate ({@code baton.candidate-id})
 * @param resignBackoff how long the elector stays out of the queue after {@link LeaderElector#resign()}, so that another
 *     can win
 * @param drainTimeout how long resigning and closing wait for leader-only work to return before
 *     {@code onDrainTimeout} applies
 * @param onDrainTimeout what happens to the place in the queue then
 */
public record ElectorOptions(
        Optional<Candidate> candidate, Duration resignBackoff, Duration drainTimeout, OnDrainTimeout onDrainTimeout) {

    /** One second back-off, ten seconds to drain, and the place is kept while work goes on. */
    public static final ElectorOptions DEFAULTS =
            new ElectorOptions(Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(10), OnDrainTimeout.KEEP);

    public ElectorOptions {
        if (resignBackoff.isNegative()) {
            throw new IllegalArgumentException(
                    "baton.resign-backoff is " + resignBackoff + "; give zero or a positive duration");
        }
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "baton.drain-timeout is " + drainTimeout + "; give zero or a positive duration");
        }
    }

    /** The same options for the given candidate. */
    public ElectorOptions as(Candidate candidate) {
        return new ElectorOptions(Optional.of(candidate), resignBackoff, drainTimeout, onDrainTimeout);
    }

    /** The same options with another back-off. */
    public ElectorOptions withResignBackoff(Duration backoff) {
        return new ElectorOptions(candidate, backoff, drainTimeout, onDrainTimeout);
    }

    /** The same options with another time to drain. */
    public ElectorOptions withDrainTimeout(Duration timeout, OnDrainTimeout then) {
        return new ElectorOptions(candidate, resignBackoff, timeout, then);
    }

    /** What happens to the place in the queue when leader-only work does not end in time. */
    public enum OnDrainTimeout {
        /** The place is kept until the work ends or the process exits: nobody else leads meanwhile. */
        KEEP,
        /** The place is released although work goes on: the resource's fence has to refuse its writes. */
        RELEASE
    }
}
