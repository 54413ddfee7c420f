// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import io.baton.examples.worker.Sample;
import java.util.List;

/**
 * What the samples of one process say about one of its leaderships.
 *
 * @param firstTrue the first sample that answered true
 * @param lastTrue the last one
 * @param samples how many answered true
 * @param revived whether one answered true after another had answered false
 */
record ObservedLeadership(String worker, Sample firstTrue, Sample lastTrue, long samples, boolean revived) {

    long token() {
        return firstTrue.token();
    }

    /**
     * @param samples of one process and one token, in the order in which they were taken; at least one is true
     */
    static ObservedLeadership of(String worker, List<Sample> samples) {
        List<Sample> held = samples.stream().filter(Sample::held).toList();
        boolean revived = samples.stream().dropWhile(Sample::held).anyMatch(Sample::held);
        return new ObservedLeadership(worker, held.get(0), held.get(held.size() - 1), held.size(), revived);
    }
}
