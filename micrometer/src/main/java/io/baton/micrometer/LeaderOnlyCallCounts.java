// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

/**
 * How many calls that only the leader makes an application has counted for one election, since it started.
 *
 * @param ran calls that were run
 * @param skipped calls that were not run because this process did not lead
 * @param interrupted calls, of those that were run, that the end of the leadership has interrupted
 */
public record LeaderOnlyCallCounts(long ran, long skipped, long interrupted) {

    /** No call yet. */
    public static final LeaderOnlyCallCounts NONE = new LeaderOnlyCallCounts(0, 0, 0);
}
