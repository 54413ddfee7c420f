// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.FencedStore;
import io.baton.testkit.contract.scenario.ShortLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The order of tokens, and the floor under them. */
public interface TokenContract extends Contract {

    @Test
    @Tag("P2")
    default void theFirstTokenIsPositiveAndNeverChanges(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        FencingToken token = leadership.token();
        assertThat(token.value()).isPositive();
        only.isRenewed(leadership);
        assertThat(leadership.token()).isEqualTo(token);
    }

    @Test
    @Tag("P2")
    default void tokensGrowAcrossResignations(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join(options -> options.withResignBackoff(Duration.ZERO));
        List<FencingToken> tokens = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Leadership leadership = only.leads();
            tokens.add(leadership.token());
            only.elector().resign();
            only.loses(leadership);
        }
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Tag("P2")
    default void tokensGrowAcrossClosedConnections(ContractScenario scenario) throws InterruptedException {
        FencingToken last = new FencingToken(1);
        for (int i = 0; i < 4; i++) {
            Contender contender = scenario.join();
            FencingToken token = contender.leads().token();
            assertThat(token.value() > last.value() || i == 0)
                    .as(last + " < " + token)
                    .isTrue();
            last = token;
            contender.participant().close();
        }
    }

    @Test
    @Tag("P2")
    @ShortLease
    default void tokensGrowAcrossCrashes(ContractScenario scenario) throws InterruptedException {
        Contender crashed = scenario.join();
        Leadership first = crashed.leads();
        crashed.participant().cutOff();
        Contender next = scenario.join();
        assertThat(next.leads().token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P2")
    @ShortLease
    default void tokensGrowAcrossSessions(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        for (int i = 0; i < 2; i++) {
            Leadership leadership = only.leads();
            only.participant().expireSession();
            only.loses(leadership);
            assertThat(only.leads().token()).isGreaterThan(leadership.token());
        }
    }

    @Test
    @Tag("P2")
    @ShortLease
    default void aDeposedLeaderCannotWriteToAFencedStore(ContractScenario scenario) throws InterruptedException {
        FencedStore guarded = FencedStore.guarded();
        FencedStore unguarded = FencedStore.unguarded();
        Contender deposed = scenario.join();
        FencingToken old = deposed.leads().token();
        deposed.participant().cutOff();
        Contender next = scenario.join();
        FencingToken present = next.leads().token();
        for (FencedStore store : new FencedStore[] {guarded, unguarded}) {
            store.write(deposed.id(), old);
            store.write(next.id(), present);
            store.write(deposed.id(), old);
            store.write(next.id(), present);
        }
        assertThat(guarded.stale()).isEmpty();
        assertThat(guarded.refused()).containsExactly(new FencedStore.Write(deposed.id(), old));
        assertThat(unguarded.stale()).containsExactly(new FencedStore.Write(deposed.id(), old));
    }
}
