// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Store;
import io.baton.raft.state.request.Command;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;

/** Whether a group of members keeps to the rules. A test can leave one out here, to see that the invariant checker notices. */
interface GroupRules {

    /** Keeps to every rule. */
    GroupRules HONEST = new GroupRules() {};

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

    /** Whether a member that was elected believes that its log had grown since it noted what it had. */
    default boolean heardMore(boolean truth) {
        return truth;
    }

    /** Whether a member that starts again finds what it had written. */
    default boolean keepsDisks() {
        return true;
    }
}
