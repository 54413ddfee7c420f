// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.util.OptionalInt;

/**
 * How one run of the command ended.
 *
 * @param cause what ended it
 * @param exitCode that of the command; nothing if it was not started
 */
record CommandEnd(Cause cause, OptionalInt exitCode) {

    /** What ended a command. */
    enum Cause {
        /** The command itself. */
        EXITED,
        /** The lease was about to end, or the leadership was lost. */
        LEASE,
        /** This process was asked to end. */
        SHUTDOWN,
        /** The candidate has not led in time. */
        WAIT
    }

    static CommandEnd notStarted(Cause cause) {
        return new CommandEnd(cause, OptionalInt.empty());
    }
}
