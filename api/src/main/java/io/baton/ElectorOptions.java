// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.time.Duration;
import java.util.Optional;

/**
 * How one candidate stands. Immutable. Durations of more than fifty years count as fifty, which no process outlives.
 *
 * @param candidate who stands; without it the connection's candidate ({@code baton.candidate-id})
 * @param resignBackoff how long the elector stays out of the queue after {@link LeaderElector#resign()}, so that another
 *     can win
 * @param drainTimeout how long resigning and closing wait for leader-only work to return before
 *     {@code onDrainTimeout} applies
 * @param onDrainTimeout what happens to the place in the queue then
 * @param onTaskFailure what happens to a leadership whose {@link LeaderElector#whileLeader} task has thrown
 */
public record ElectorOptions(
        Optional<Candidate> candidate,
        Duration resignBackoff,
        Duration drainTimeout,
        OnDrainTimeout onDrainTimeout,
        OnTaskFailure onTaskFailure) {

    /**
     * One second back-off, ten seconds to drain, the place is kept while work goes on, and a process whose task has failed
     * resigns.
     */
    public static final ElectorOptions DEFAULTS = new ElectorOptions(
            Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(10), OnDrainTimeout.KEEP, OnTaskFailure.RESIGN);

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
        return new ElectorOptions(Optional.of(candidate), resignBackoff, drainTimeout, onDrainTimeout, onTaskFailure);
    }

    /** The same options with another back-off. */
    public ElectorOptions withResignBackoff(Duration backoff) {
        return new ElectorOptions(candidate, backoff, drainTimeout, onDrainTimeout, onTaskFailure);
    }

    /** The same options with another time to drain. */
    public ElectorOptions withDrainTimeout(Duration timeout, OnDrainTimeout then) {
        return new ElectorOptions(candidate, resignBackoff, timeout, then, onTaskFailure);
    }

    /** The same options with another answer to a task that has failed. */
    public ElectorOptions withOnTaskFailure(OnTaskFailure answer) {
        return new ElectorOptions(candidate, resignBackoff, drainTimeout, onDrainTimeout, answer);
    }

    /** What happens to the place in the queue when leader-only work does not end in time. */
    public enum OnDrainTimeout {
        /** The place is kept until the work ends or the process exits: no other candidate leads meanwhile. */
        KEEP,
        /** The place is released although work goes on: the resource's fence has to refuse its writes. */
        RELEASE
    }

    /** What happens to a leadership whose task has thrown. */
    public enum OnTaskFailure {
        /** This process resigns, so that another one can do the work; it stands again after a pause that grows. */
        RESIGN,
        /** This process leads on without the task, until something else ends the leadership. */
        KEEP
    }
}
