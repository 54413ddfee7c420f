// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import java.util.List;

/**
 * What happened to the two counters.
 *
 * @param accepted writes that the fenced counter took
 * @param refused requests that it refused as stale
 * @param violations lost increments of the fenced counter and tokens with which two processes wrote to it, in words
 * @param unfencedAccepted writes to the counter without a fence, which takes all
 * @param unfencedLost increments that it has lost
 */
public record CounterHistory(
        long accepted, long refused, List<String> violations, long unfencedAccepted, long unfencedLost) {

    /** Of counters to which nothing was written. */
    public static final CounterHistory NONE = new CounterHistory(0, 0, List.of(), 0, 0);

    public CounterHistory {
        violations = List.copyOf(violations);
    }

    @Override
    public String toString() {
        return accepted + " fenced writes, " + refused + " stale requests refused, " + violations.size()
                + " violations; without the fence " + unfencedLost + " of " + unfencedAccepted + " increments lost";
    }
}
