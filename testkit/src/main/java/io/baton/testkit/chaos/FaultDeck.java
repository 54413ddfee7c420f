// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Faults in an order by chance: all of them once, then all again in another order. To be used by one thread. */
final class FaultDeck {

    private static final String ONLY = System.getProperty("baton.chaos.only", "");

    private final List<ChaosFault> all;
    private final Random random;
    private final List<ChaosFault> left = new ArrayList<>();

    FaultDeck(List<ChaosFault> faults, Random random) {
        all = faults.stream()
                .filter(fault -> fault.name().matches(".*(" + ONLY + ").*"))
                .toList();
        this.random = random;
    }

    List<String> names() {
        return all.stream().map(ChaosFault::name).toList();
    }

    ChaosFault next() {
        if (left.isEmpty()) {
            left.addAll(all);
            Collections.shuffle(left, random);
        }
        return left.remove(left.size() - 1);
    }
}
