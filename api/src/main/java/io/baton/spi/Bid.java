// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * What taking leadership rests on. The store refuses it if any part is no longer so.
 *
 * @param floor the floor record as read
 * @param seen the leader record as read
 * @param expectsRelease whether the leader record is expected to be the one that {@code seen} becomes by the release of
 *     its own leader, which has not been read yet; otherwise it is expected to be {@code seen} itself
 * @param token the token to be written into the leader record
 */
public record Bid(FloorRecord floor, LeaderRecord seen, boolean expectsRelease, long token) {}
