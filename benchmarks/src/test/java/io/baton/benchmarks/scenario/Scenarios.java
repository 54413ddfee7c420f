// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import java.util.List;

/** All scenarios. */
public final class Scenarios {

    private static final List<Scenario> ALL = List.of(
            new HandOver(),
            new Acquisition(),
            new WaitingCost(),
            new ManyElections(),
            new LeaderQuery(),
            new IsHeldCost(),
            new KilledLeader(),
            new IdleCost(),
            new StartUp(),
            new FencedWrite(),
            new JobTick());

    private Scenarios() {}

    public static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }

    public static Scenario named(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario " + name + "; there are " + names()));
    }
}
