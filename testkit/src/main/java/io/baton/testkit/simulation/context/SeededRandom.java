// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import java.util.List;
import java.util.SplittableRandom;

/** Everything in a simulation that is left to chance, and repeatable by its seed. Not thread-safe. */
public final class SeededRandom {

    private final SplittableRandom random;

    SeededRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    public double fraction() {
        return random.nextDouble();
    }

    /** From the first to the second, both included. */
    public long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Mostly near the first, seldom near the second. */
    public long mostlyNear(long least, long most) {
        double x = random.nextDouble();
        return least + (long) ((most - least) * x * x * x);
    }
}
