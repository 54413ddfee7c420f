// SPDX-License-Identifier: Apache-2.0
package io.baton;

/**
 * Hears whether the store of one connection answers. Calls come one at a time and in order, on the callback threads; a listener
 * that throws or blocks delays nothing but its own next call.
 *
 * <p>What it hears is about the past: it does not say who leads. A leadership outlives a break that heals before its deadline.
 */
public interface ConnectionListener {

    /** A session is open and a server answers: for the first time, or again. */
    default void onConnected(SessionStatus session) {}

    /**
     * No server answers, or the session has ended. The connection tries again by itself until it is closed.
     *
     * @param reason why, for people
     */
    default void onDisconnected(String reason) {}
}
