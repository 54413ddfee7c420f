// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import io.baton.LossReason;
import org.jspecify.annotations.Nullable;

/**
 * One change of one election as this process heard it; its form in JSON is documented.
 *
 * @param time when this process heard it, by its wall clock: ISO 8601, in UTC, with milliseconds
 * @param change what has happened
 * @param leader the id of the candidate that leads now, with {@code LEADER_CHANGED}
 * @param token the token of the leadership, except with {@code NO_LEADER}
 * @param reason why the leadership has ended, with {@code LOST}
 */
public record ElectionChange(
        String time,
        Kind change,
        @Nullable String leader,
        @Nullable Long token,
        @Nullable LossReason reason) {

    /** What has happened. */
    public enum Kind {
        /** This process has been elected. */
        ELECTED,
        /** A leadership of this process has ended. */
        LOST,
        /** Another candidate leads, as the store told it. */
        LEADER_CHANGED,
        /** No candidate leads, as the store told it. */
        NO_LEADER
    }
}
