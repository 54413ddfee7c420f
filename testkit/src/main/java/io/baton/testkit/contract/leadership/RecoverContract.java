// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a candidate comes back after a loss. */
public interface RecoverContract extends Contract {

    @Test
    @Tag("P8")
    @ShortLease
    default void aCutOffLeaderStandsAgainAfterTheBreakWithANewToken(ContractScenario scenario)
            throws InterruptedException {
        Contender cut = scenario.join();
        Leadership first = cut.leads();
        Contender next = scenario.join();
        cut.participant().cutOff();
        Leadership second = next.leads();
        cut.participant().heal();
        assertThat(cut.loses(first)).isIn(LossReason.EXPIRED, LossReason.SESSION_LOST);
        scenario.awaitInQueue(cut);
        next.elector().close();
        assertThat(cut.leads().token()).isGreaterThan(second.token());
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aLeaderWhoseSessionEndsStandsAgainWithANewToken(ContractScenario scenario)
            throws InterruptedException {
        Contender expired = scenario.join();
        Leadership first = expired.leads();
        expired.participant().expireSession();
        // The deadline may come before the event.
        assertThat(expired.loses(first)).isIn(LossReason.SESSION_LOST, LossReason.EXPIRED);
        assertThat(expired.leads().token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P8")
    default void aWaitingCandidateWhoseSessionEndsStandsAgain(ContractScenario scenario) throws InterruptedException {
        Leadership leadership = scenario.join().leads();
        Contender waiting = scenario.join();
        waiting.participant().expireSession();
        scenario.awaitInQueue(waiting);
        assertThat(leadership.isHeld()).isTrue();
    }

    @Test
    @Tag("P8")
    default void aWaitingCandidateDeletedByHandStandsAgainAndLeadsInItsTurn(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender deleted = scenario.join();
        scenario.deleteByHand(deleted);
        scenario.awaitInQueue(deleted);
        assertThat(first.isHeld()).isTrue();
        leader.elector().close();
        assertThat(deleted.leads().token()).isGreaterThan(first.token());
    }
}
