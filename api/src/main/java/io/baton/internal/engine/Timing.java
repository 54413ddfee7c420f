// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * The durations of one election in one process, in nanoseconds.
 *
 * @param validity for how long a proof counts
 * @param leaseDuration how long the store keeps a silent session; a waiting candidate makes sure once in it that no event was lost
 * @param clockMargin by which part of a duration another process's clock may run slower than ours
 * @param requestTimeout within which the backend answers each request, {@code unknown} at the latest
 * @param retryDelay how long to wait before a request is made again
 * @param refusalDelay how long to wait before standing again after the store has refused
 * @param resignBackoff how long to stay out of the queue after stepping down
 * @param drainTimeout how long work may take to end before the drain policy applies
 * @param releaseUndrained the drain policy: whether the place is released although work goes on
 */
public record Timing(
        long validity,
        long leaseDuration,
        double clockMargin,
        long requestTimeout,
        long retryDelay,
        long refusalDelay,
        long resignBackoff,
        long drainTimeout,
        boolean releaseUndrained) {

    /** How long the proofs of an unclean predecessor may still count, measured by our clock. */
    public long waitFor(long recordedValidity) {
        return recordedValidity + (long) Math.ceil(recordedValidity * clockMargin);
    }

    /** The same durations for another grant of the store. */
    public Timing granted(long newValidity, long newLeaseDuration) {
        return new Timing(
                newValidity,
                newLeaseDuration,
                clockMargin,
                requestTimeout,
                retryDelay,
                refusalDelay,
                resignBackoff,
                drainTimeout,
                releaseUndrained);
    }

    /** The same durations after another number of refusals. */
    public Timing refusing(long newRefusalDelay) {
        return new Timing(
                validity,
                leaseDuration,
                clockMargin,
                requestTimeout,
                retryDelay,
                newRefusalDelay,
                resignBackoff,
                drainTimeout,
                releaseUndrained);
    }
}
