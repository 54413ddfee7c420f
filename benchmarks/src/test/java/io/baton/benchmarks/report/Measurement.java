// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.report;

import java.util.List;

/**
 * What one system was measured to need for one thing.
 *
 * @param group what is compared with each other stands in one group: the elections of one store
 */
public record Measurement(String group, String what, String unit, String system, boolean isBaton, List<Double> values) {

    private static final double NEARLY_ALL = 0.99;

    public Measurement {
        values = values.stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing measured: " + what + " of " + system);
        }
    }

    public double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** The greatest of fewer than a hundred values. */
    public double percentile99() {
        return values.get((int) Math.ceil(NEARLY_ALL * values.size()) - 1);
    }

    boolean isOfSameThing(Measurement other) {
        return group.equals(other.group) && what.equals(other.what) && unit.equals(other.unit);
    }
}
