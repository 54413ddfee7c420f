// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * What the store keeps of an election's latest leadership: which candidacy took it, and whether it was released cleanly.
 *
 * @param led the order value of the candidacy that led last, or 0 if none ever led
 * @param session that candidacy's session, or the empty string if none ever led
 * @param token the token of that leadership, or 0 if none ever led
 * @param released whether the leader has released it; true if none ever led
 * @param version what the store needs to recognise this very record in a compare-and-set
 */
public record LeaderRecord(long led, String session, long token, boolean released, long version) {}
