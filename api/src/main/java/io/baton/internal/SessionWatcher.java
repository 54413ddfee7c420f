// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.SessionStatus;
import io.baton.spi.BackendSession;

/** Hears of a connection's sessions. Called in the loop's thread. */
interface SessionWatcher {
    default void opened(BackendSession session) {}

    default void ended() {}

    /** The session cannot be opened before somebody mends the cause. */
    default void failed(Throwable cause) {}

    /** The store answers: for the first time, or again after {@link #disconnected}. */
    default void connected(SessionStatus status) {}

    /** An outage has begun; told once, however many sessions are tried until it ends. */
    default void disconnected(String reason) {}
}
