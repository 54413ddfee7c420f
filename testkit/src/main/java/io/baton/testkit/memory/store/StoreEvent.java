// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

/**
 * What a store tells a session unasked.
 *
 * @param kind what has happened
 * @param about the candidacy's tag, the session or the election that it happened to; empty if it is the connection
 * @param number the predecessor's order value, the number of the watch or of the bid, where there is one, otherwise 0
 */
public record StoreEvent(Kind kind, String about, long number) {

    /** What can happen. */
    public enum Kind {
        /** The session's own candidacy was deleted by another client. */
        CANDIDACY_GONE,
        /** The candidacy before the named one is gone. */
        PREDECESSOR_GONE,
        /** The release of the candidacy before the named one has made that one the leader. */
        BID_CARRIED_OUT,
        /** No sign of that session is missed from here on. */
        WATCHING,
        /** A watched session has shown a heartbeat. */
        SIGN,
        /** A watched session, or one that was to be watched, is not there. */
        WATCHED_ENDED,
        /** Who leads an observed election may have changed. */
        LEADER_CHANGED,
        /** The session itself has ended. */
        SESSION_ENDED,
        /** The store cannot be asked; comes from the link, not from the store. */
        DISCONNECTED,
        /** The store can be asked again; comes from the link, not from the store. */
        CONNECTED
    }
}
