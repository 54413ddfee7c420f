// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.spi.BackendSession;

/** Hears of a connection's sessions. Called in the loop's thread. */
interface SessionWatcher {
    void opened(BackendSession session);

    default void ended() {}

    /** The session cannot be opened before somebody mends the cause. */
    default void failed(Throwable cause) {}
}
