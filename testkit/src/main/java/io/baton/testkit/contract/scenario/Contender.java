// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Participant;

/**
 * One elector of a {@link ContractScenario}, listened to and sampled from before it is started.
 *
 * @param id its candidate's id, as the queue shows it
 * @param heard what its first listener was told
 */
public record Contender(
        String id, Participant participant, LeaderElector elector, RecordingListener heard, BackendTimings timings) {

    /** Waits, within the bound for a take-over, until this one leads. */
    public Leadership leads() throws InterruptedException {
        return elector.awaitLeadership(timings.takeOver())
                .orElseThrow(() -> new AssertionError(id + " does not lead " + elector.election() + " within "
                        + timings.takeOver() + "; it has heard " + heard.calls() + heard.refusals()));
    }

    /** Waits until this leadership is told to be lost. */
    public LossReason loses(Leadership leadership) {
        Conditions.await(
                id + " is told the loss of token " + leadership.token(),
                timings.takeOver(),
                () -> heard.lost(leadership).isPresent());
        return heard.lost(leadership).orElseThrow();
    }

    /** Waits until a proof after now has made the leadership last longer. */
    public void isRenewed(Leadership leadership) {
        long until = until(leadership);
        Conditions.await(id + " is renewed", timings.takeOver(), () -> isLonger(leadership, until));
    }

    /**
     * As {@link #isRenewed}, unless the leadership ends before: so that what a test then does comes soon after a proof, where a
     * machine that stalls for a validity is no failure.
     */
    public void isFresh(Leadership leadership) {
        long until = until(leadership);
        Conditions.await(
                id + " is renewed or ends",
                timings.takeOver(),
                () -> isLonger(leadership, until) || !leadership.isHeld());
    }

    /** Waits until the contender is told the loss of each leadership that it was told to have. */
    void awaitAllTold() {
        Conditions.await(
                "after closing, " + id + " is told the loss of what it was told to lead",
                timings.takeOver(),
                heard::isComplete);
    }

    private boolean isLonger(Leadership leadership, long until) {
        long margin = timings.validity().toNanos() / 20;
        return until(leadership) > until + margin && leadership.isHeld();
    }

    /** Not later than it lasts, but for one that has ended. */
    private static long until(Leadership leadership) {
        long before = System.nanoTime();
        return before + leadership.remaining().toNanos();
    }
}
