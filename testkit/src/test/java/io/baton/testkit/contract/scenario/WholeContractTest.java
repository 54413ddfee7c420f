// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.contract.ElectionContract;
import io.baton.testkit.contract.InMemoryElectionContractTest;
import io.baton.testkit.contract.InMemoryFixture;
import io.baton.testkit.fixture.BackendFixture;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract covers every promise, and no class passes it by leaving something out. */
class WholeContractTest {

    @Test
    void aClassThatSuppliesAFixtureAndNothingElseRunsTheWholeContract() {
        assertThat(ContractScenarioExtension.changed(InMemoryElectionContractTest.class))
                .isEmpty();
    }

    @Test
    void aClassThatOverridesOrDisablesATestIsRefused() {
        assertThat(ContractScenarioExtension.changed(Overriding.class)).containsExactly("oneOfSeveralLeads");
        assertThat(ContractScenarioExtension.changed(Disabling.class)).containsExactly("the whole class");
        assertThat(ContractScenarioExtension.changed(Inheriting.class)).containsExactly("oneOfSeveralLeads");
    }

    @Test
    void everyTestNamesItsPromiseAndEveryPromiseHasATest() {
        Map<String, Integer> tests = new TreeMap<>();
        for (Method test : contractTests()) {
            Tag[] tags = test.getAnnotationsByType(Tag.class);
            assertThat(tags).as("tags of " + test.getName()).isNotEmpty();
            Arrays.stream(tags).forEach(tag -> tests.merge(tag.value(), 1, Integer::sum));
        }
        assertThat(tests.keySet())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 12)
                        .mapToObj(promise -> "P" + promise)
                        .toList());
    }

    private static List<Method> contractTests() {
        return Arrays.stream(ElectionContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    private static class Overriding implements ElectionContract {
        @Override
        public BackendFixture fixture() {
            return new InMemoryFixture();
        }

        @Override
        public void oneOfSeveralLeads(ContractScenario scenario) {
            // Passes, and says nothing.
        }
    }

    private static final class Inheriting extends Overriding {}

    @Disabled
    private static final class Disabling implements ElectionContract {
        @Override
        public BackendFixture fixture() {
            return new InMemoryFixture();
        }
    }
}
