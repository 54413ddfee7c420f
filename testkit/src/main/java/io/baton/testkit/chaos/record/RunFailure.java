// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.record;

/**
 * Something that was promised and has not happened.
 *
 * @param round in which it was noticed; 0 for what belongs to none
 * @param where in words
 * @param what in words
 */
public record RunFailure(Kind kind, int round, String where, String what) {

    /** What was promised. */
    public enum Kind {
        /** A leader in time. */
        LEADER_AGAIN,
        /** All candidates in the store, and nothing else. */
        ALL_STAND,
        /** The end of {@code Baton.close()} in time and without an exception. */
        CLOSE,
        /** To each leadership its begin and its end are told, in order. */
        CALLBACKS,
        /** No thread, session or entry is left. */
        LEFT_OVERS,
        /** The end of the run: it gave up before. */
        COMPLETE
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
