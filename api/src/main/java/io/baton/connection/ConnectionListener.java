// SPDX-License-Identifier: Apache-2.0
package io.baton.connection;

import java.time.Duration;

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

    /**
     * A proof has succeeded: the store has confirmed the session, and each leadership lasts longer by it. While this process leads, and
     * on ZooKeeper and etcd while it is next to a leader, proofs come several times in each lease: several times a second where the
     * lease is short. A listener that has a hundred calls about proofs still to take is not told of further proofs until it has taken
     * some of those calls.
     *
     * @param latency from before the proof was sent until its answer counted here
     */
    default void onProven(Duration latency) {}

    /**
     * A proof was refused, has no known outcome, or was given up without an answer. Another one follows; a leadership ends only if
     * none succeeds before its deadline. The bound of {@link #onProven} holds for both together.
     *
     * @param after how long after the proof was asked for this was known
     */
    default void onProofFailed(Duration after) {}
}
