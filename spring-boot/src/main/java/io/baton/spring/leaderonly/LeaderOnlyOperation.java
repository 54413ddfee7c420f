// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import io.baton.spring.methods.ReturnKind;

/**
 * How one method is leader-only. Immutable.
 *
 * @param election the election's name, without placeholders
 * @param otherwise what a call does in a process that does not lead
 * @param interruptOnLoss whether the end of the leadership interrupts a call
 * @param kind what the method returns
 */
public record LeaderOnlyOperation(
        String election, LeaderOnly.Otherwise otherwise, boolean interruptOnLoss, ReturnKind kind) {}
