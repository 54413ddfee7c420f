// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

/**
 * What was done to a leader.
 *
 * @param nanos when, by {@link System#nanoTime}
 */
record LeaderFault(Kind kind, String instance, long nanos) {

    /** The faults a leader has to stand. */
    enum Kind {
        /** The process is gone at once (SIGKILL), and a new one is started in its place. */
        KILL,
        /** The process does nothing for longer than its lease (SIGSTOP, SIGCONT), and then goes on. */
        FREEZE
    }
}
