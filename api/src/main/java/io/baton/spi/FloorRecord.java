// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * What an election's floor record says. It lies outside the queue and hardly ever changes.
 *
 * @param floor what is added to a candidacy's order value to make its token; zero or more
 * @param since the order value of the write that raised the floor; no candidacy below it may lead
 * @param validityNanos the longest time for which any participant counts a proof as good
 * @param version what the store needs to recognise this very record in a compare-and-set
 */
public record FloorRecord(long floor, long since, long validityNanos, long version) {

    /** The highest floor that can be asked for: what the store assigns is added to it, and must not overflow. */
    public static final long HIGHEST = Long.MAX_VALUE / 2;

    public FloorRecord {
        if (floor < 0 || validityNanos <= 0) {
            throw new IllegalArgumentException("not a floor record: floor " + floor + ", validity " + validityNanos);
        }
    }
}
