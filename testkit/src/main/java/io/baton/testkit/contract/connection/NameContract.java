// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.fixture.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names of any kind, and things among the candidacies that are none. */
public interface NameContract extends Contract {

    /** Names that some store or some encoding could take for one another, or for something else. */
    static List<String> adversarialNames(String base) {
        return Stream.concat(
                        Stream.of(
                                ".",
                                "..",
                                "/",
                                "//",
                                "a/../b",
                                "a/./b",
                                "%",
                                "%25",
                                ".floor",
                                ".office",
                                "floor",
                                "latch-0000000001",
                                " ",
                                "\t",
                                "\u0000",
                                "\u0085",
                                "\u202e",
                                "\ud83d\ude00",
                                "\u00e9",
                                "e\u0301",
                                "\u212b",
                                "\u00c5",
                                "*",
                                "?",
                                "\\",
                                "x".repeat(255)),
                        Stream.of("", "/", "/b", "%2Fb", "%2fb", "\u0000", ".", "/.floor", " ", "+")
                                .map(suffix -> base + suffix))
                .toList();
    }

    @Test
    @Tag("P11")
    default void electionsOfAnyNamesAreLedAtOnceAndEndOneByOne(ContractScenario scenario) throws InterruptedException {
        List<String> names = adversarialNames(scenario.election());
        Participant first = scenario.connect();
        Participant second = scenario.connect();
        List<Contender> leaders = joinAll(scenario, first, names);
        for (Contender leader : leaders) {
            assertThat(leader.leads().election()).isEqualTo(leader.elector().election());
        }
        List<Contender> next = joinAll(scenario, second, names);
        for (int i = 0; i < names.size(); i++) {
            assertThat(scenario.queue(names.get(i)))
                    .containsExactly(leaders.get(i).id(), next.get(i).id());
        }
        for (int i = 0; i < names.size(); i++) {
            leaders.get(i).elector().close();
            next.get(i).leads();
            int changed = i;
            assertThat(leaders.stream()
                            .filter(each -> each.elector().isLeader())
                            .toList())
                    .as("leaders beside the one of '%s'", names.get(changed))
                    .hasSize(names.size() - i - 1);
        }
        assertThat(next).allMatch(each -> each.elector().isLeader());
    }

    private static List<Contender> joinAll(ContractScenario scenario, Participant participant, List<String> names) {
        List<Contender> all = new ArrayList<>();
        for (String name : names) {
            all.add(scenario.contender(participant, name, UnaryOperator.identity()));
        }
        all.forEach(each -> each.elector().start());
        all.forEach(scenario::awaitInQueue);
        return all;
    }

    @Test
    @Tag("P11")
    default void aNameThatDoesNotFitIsRefusedWithTheReason(ContractScenario scenario) {
        Baton baton = scenario.bystander().baton();
        assertRefused(() -> baton.elector(""), "1 and 255 characters");
        assertRefused(() -> baton.elector("x".repeat(256)), "256");
        assertRefused(() -> baton.elector("half \ud83d of a pair"), "surrogates");
        assertRefused(() -> baton.raiseTokenFloor("", 1), "1 and 255 characters");
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @Test
    @Tag("P11")
    default void strangersAmongTheCandidaciesAreSkipped(ContractScenario scenario) throws InterruptedException {
        scenario.fixture().addStranger(scenario.election());
        Contender first = scenario.join();
        Leadership leadership = first.leads();
        scenario.fixture().addStranger(scenario.election());
        Contender second = scenario.join();
        assertThat(scenario.queue()).containsExactly(first.id(), second.id());
        assertThat(scenario.leader().orElseThrow().token()).isEqualTo(leadership.token());
        first.elector().close();
        second.leads();
    }
}
