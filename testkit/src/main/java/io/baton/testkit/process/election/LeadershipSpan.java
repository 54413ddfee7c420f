// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

/**
 * One leadership, as the process that had it saw it. All times are of {@code System.nanoTime()}, which on Linux is the
 * same clock for all processes of a machine.
 *
 * @param worker the process
 * @param first the first time that it asked and was told that it leads
 * @param last the last time
 * @param samples how many times it was told so
 * @param widestNanos the longest time between two such answers
 * @param revived whether it was ever told so after having been told the opposite
 */
public record LeadershipSpan(
        String worker, long token, Bracket first, Bracket last, long samples, long widestNanos, boolean revived) {

    /**
     * A question was asked not before the one and answered not after the other moment.
     */
    public record Bracket(long from, long to) {}

    @Override
    public String toString() {
        return worker + " with token " + token;
    }
}
