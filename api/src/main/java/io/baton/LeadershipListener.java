// SPDX-License-Identifier: Apache-2.0
package io.baton;

/**
 * Hears of the leaderships of one elector.
 *
 * <p>Calls come one at a time and in order, each {@code onElected} followed by exactly one {@code onLost} for the same
 * leadership. They never run on the thread that renews: a listener that throws or blocks delays nothing but its own
 * next call. {@link Leadership#isHeld()} has become true before {@code onElected} (it may have ended since) and is
 * false inside {@code onLost}.
 */
public interface LeadershipListener {

    /** This process leads. To run work for as long as it does, {@link LeaderElector#whileLeader} is simpler. */
    default void onElected(Leadership leadership) {}

    /** The leadership that was announced has ended. */
    default void onLost(Leadership leadership, LossReason reason) {}

    /**
     * The elector cannot stand for a reason that an operator has to mend: missing permissions, a record that cannot be
     * read, a store whose numbers have gone backwards. It goes on trying, at longer intervals.
     */
    default void onRefused(BatonException why) {}
}
