// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    private final DependencyGraph graph = new DependencyGraph();

    @Test
    void aNameStandsOneFloorAboveTheHighestThatItDependsOn() {
        graph.add("session", "client");
        graph.add("candidacy", "session");
        graph.add("candidacy", "client");
        graph.add("query", "session");

        assertThat(graph.floors())
                .containsExactly(entry("candidacy", 3), entry("client", 1), entry("query", 3), entry("session", 2));
        assertThat(graph.knots()).isEmpty();
    }

    @Test
    void theNamesOfAKnotShareTheirFloor() {
        graph.add("b", "client");
        graph.add("b", "a");
        graph.add("a", "b");
        graph.add("top", "a");

        assertThat(graph.floors()).containsExactly(entry("a", 2), entry("b", 2), entry("client", 1), entry("top", 3));
        assertThat(graph.knots())
                .singleElement()
                .satisfies(knot -> assertThat(knot).containsExactly("a", "b"));
    }

    @Test
    void twoCyclesWithACommonNameAreOneKnot() {
        graph.add("a", "b");
        graph.add("b", "a");
        graph.add("b", "c");
        graph.add("c", "b");
        graph.add("x", "y");
        graph.add("y", "x");

        assertThat(graph.knots()).hasSize(2);
        assertThat(graph.knots().get(0)).containsExactly("a", "b", "c");
        assertThat(graph.knots().get(1)).containsExactly("x", "y");
    }

    @Test
    void aNameThatDependsOnItselfIsNoKnot() {
        graph.add("a", "a");

        assertThat(graph.knots()).isEmpty();
        assertThat(graph.floors()).containsExactly(entry("a", 1));
    }
}
