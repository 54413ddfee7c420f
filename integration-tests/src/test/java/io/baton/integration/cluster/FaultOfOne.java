// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testkit.chaos.ChaosFault;
import java.util.List;
import java.util.Random;

/** A fault of one of several, another one each time, by chance. To be used by one thread. */
final class FaultOfOne<T> {

    private final String name;
    private final List<T> all;
    private final Random random;
    private final Deed<T> begin;
    private final Deed<T> undo;
    private T hit;

    FaultOfOne(String name, List<T> all, Random random, Deed<T> begin, Deed<T> undo) {
        this.name = name;
        this.all = List.copyOf(all);
        this.random = random;
        this.begin = begin;
        this.undo = undo;
        hit = all.get(0);
    }

    ChaosFault fault() {
        return ChaosFault.of(name, this::begin, () -> undo.to(hit));
    }

    private void begin() throws Exception {
        hit = all.get(random.nextInt(all.size()));
        begin.to(hit);
    }

    /** What is done to the one that is hit. */
    @FunctionalInterface
    interface Deed<T> {
        void to(T hit) throws Exception;
    }
}
