// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.SessionStatus;
import io.baton.spi.BackendSession;

/** Hears of a connection's sessions. Called in the loop's thread. */
interface SessionWatcher {
    void opened(BackendSession session);

    default void ended() {}

    /** The session cannot be opened before somebody mends the cause. */
    default void failed(Throwable cause) {}

    /** A session is open and a server answers, for the first time or again. */
    default void connected(SessionStatus session) {}

    /** No server answers, or the session has ended. */
    default void disconnected(String reason) {}
}
