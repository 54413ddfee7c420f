// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.report;

import io.baton.connection.SessionStatus;
import io.baton.spi.BackendSession;
import java.time.Duration;

/** Hears of a connection's sessions. Called in the loop's thread. */
public interface SessionListener {
    default void opened(BackendSession session) {}

    default void ended() {}

    /** The session cannot be opened before an operator mends the cause. */
    default void failed(Throwable cause) {}

    /** The store answers: for the first time, or again after {@link #disconnected}. */
    default void connected(SessionStatus status) {}

    /** An outage has begun; told once, however many sessions are tried until it ends. */
    default void disconnected(String reason) {}

    /** A proof has succeeded; told to those that the proof reports know. */
    default void proven(Duration latency) {}

    /** A proof has not succeeded; told to those that the proof reports know. */
    default void proofFailed(Duration after) {}
}
