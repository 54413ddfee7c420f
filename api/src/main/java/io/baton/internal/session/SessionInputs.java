// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.spi.SessionGrant;

/** Takes the facts of the present session. For the loop's thread only. */
interface SessionInputs {

    /** A server has told something. */
    void heard();

    /** The store has granted the session. */
    void opened(SessionAttempt attempt, SessionGrant grant);

    /** A proof that was sent at the given time has succeeded. */
    void proven(long sentAt);

    /** The outcome of a proof is unknown. */
    void unproven(Throwable cause);

    /** A successor has written the session's fence. */
    void fenced();

    /** The session has ended in the store, or the backend says that it cannot go on. */
    void ended(Throwable cause);

    /** The store refuses the session. */
    void refused(Throwable cause);

    /** Something that belongs to the whole session has thrown. */
    void failed(String where, Throwable cause);
}
