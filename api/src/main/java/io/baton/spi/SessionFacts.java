// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * What a backend reports of a session. May be called from any thread, never blocks, and runs no code of the application.
 * Facts are heard in the order of the calls.
 */
public interface SessionFacts {

    /** The session stands. Told once, before any fact but {@link #failed} and {@link #ended}. */
    void opened(SessionGrant grant);

    /**
     * The store has changed what it grants, for example at a reconnect; the session is the same. A validity that is longer
     * than before counts only from the next session.
     */
    void regranted(SessionGrant grant);

    /** No server can be asked at the moment. Requests under way are answered as unknown. */
    void disconnected();

    /** The same session can ask a server again. */
    void connected();

    /**
     * A server has answered something for this session, be it a keep-alive. Told at least once in a third of the lease duration
     * as long as servers answer: a session that has told nothing for longer than its lease is ended, and another one is opened,
     * since what its connections were made with (certificates, addresses, passwords) may be out of date.
     */
    default void answered() {
        // Every other answer tells the same.
    }

    /**
     * A proof has succeeded.
     *
     * @param sentAt the clock's reading from before the proof was sent for the first time
     */
    void proven(long sentAt);

    /**
     * A proof was refused because this session's fence was written. The new fence has been read since, and the
     * next proof will rest on it; it is not asked for before every candidacy that leads was confirmed. Also told, before the
     * answer, when {@link Candidacy#takeLeadership} was refused for that reason.
     */
    void fenced();

    /** Whether a proof has succeeded is not known. */
    void unproven(Throwable cause);

    /** From now on no heartbeat of that other session is missed, until {@link #unwatched} or its end. */
    void watching(String session);

    /** A watched session has shown a heartbeat. */
    void heartbeat(String session);

    /** A watched session has ended, or one that was to be watched does not exist any more. */
    void watchedEnded(String session);

    /** Heartbeats of that session may have been missed, or will be. */
    void unwatched(String session);

    /** The session has ended, with everything in it, or could not be opened and another one may be. The last fact. */
    void ended(Throwable cause);

    /** The session cannot be opened, and trying again will not help before an operator mends the cause. The last fact. */
    void failed(Throwable cause);
}
