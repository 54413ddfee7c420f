// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Command;
import io.baton.raft.state.Store;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import java.time.Duration;

/** Whether a group of members keeps to the rules. A test can leave one out here, to see that the referee notices. */
interface GroupConduct {

    /** Keeps to every rule. */
    GroupConduct HONEST = new GroupConduct() {};

    /** What an entry of the log means on every member. */
    default Command meaning(Command command, Store before) {
        return command;
    }

    /** What an engine is told in place of what its backend says. */
    default SessionFacts told(SessionFacts engine, MonotonicClock clock) {
        return engine;
    }

    /** The clock by which members count leases. */
    default MonotonicClock leaseClock(MonotonicClock clock) {
        return clock;
    }

    /** When a member believes to have heard its leader for the last time. */
    default long heardAt(long truth) {
        return truth;
    }

    /** Whether a member that believes that it leads answers proofs by itself. */
    default boolean provesWithoutTheLog() {
        return false;
    }

    /** For how long a member has heard nothing when it stands. */
    default long silenceBeforeElection() {
        return Duration.ofMillis(150).toNanos();
    }

    /** Whether a member that starts again finds what it had written. */
    default boolean keepsDisks() {
        return true;
    }
}
