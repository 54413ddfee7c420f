// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import io.baton.ElectorOptions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.RandomFaults;
import io.baton.testkit.contract.scenario.ShortLease;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds whatever happens. */
public interface FaultsContract extends Contract {

    /** A failure names the seed; give it as {@code -Dbaton.seed=...} to have the same faults again. */
    String SEED = "baton.seed";

    int STEPS = 30;

    @Test
    @Tag("P1")
    @Tag("P2")
    @Tag("P8")
    @ShortLease
    default void atMostOneLeadsDuringFaultsAndOneLeadsAfterwards(ContractScenario scenario)
            throws InterruptedException {
        long seed = Long.getLong(SEED, System.nanoTime());
        UnaryOperator<ElectorOptions> noBackOff = options -> options.withResignBackoff(Duration.ZERO);
        List<Contender> all = List.of(scenario.join(noBackOff), scenario.join(noBackOff), scenario.join(noBackOff));
        RandomFaults faults = new RandomFaults(scenario, all, seed);
        scenario.note(() -> "seed " + seed + ": " + faults);
        for (int i = 0; i < STEPS; i++) {
            faults.step();
        }
        faults.heal();
        all.forEach(scenario::awaitInQueue);
        scenario.leading();
        scenario.assertOneLeads();
    }
}
