// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * What an election's office record says: who took office last, and whether that one left it cleanly.
 *
 * @param led the order value of the candidacy that took office last, or 0 if none ever did
 * @param session that candidacy's session, or the empty string if none ever led
 * @param token the token of that leadership, or 0 if none ever led
 * @param released whether it left cleanly; true if none ever led
 * @param version what the store needs to recognise this very record in a compare-and-set
 */
public record LeaderRecord(long led, String session, long token, boolean released, long version) {}
