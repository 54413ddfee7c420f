// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of leader-only methods since the application has started. Safe for use by any number of threads. */
public final class LeaderOnlyCalls {

    private final Map<String, Counters> counters = new ConcurrentHashMap<>();

    LeaderOnlyCalls() {}

    /** The counts of each election with a leader-only method, by the election's name. */
    public Map<String, Counts> counts() {
        Map<String, Counts> counts = new TreeMap<>();
        counters.forEach((election, counter) -> counts.put(election, counter.read()));
        return counts;
    }

    Counters of(String election) {
        return counters.computeIfAbsent(election, absent -> new Counters());
    }

    /**
     * How the calls for one election ended.
     *
     * @param ran calls that ended while their leadership was held
     * @param skipped calls that were not run, because this process did not lead
     * @param interrupted calls that ended after their leadership
     */
    public record Counts(long ran, long skipped, long interrupted) {}

    static final class Counters {

        private final LongAdder ran = new LongAdder();
        private final LongAdder skipped = new LongAdder();
        private final LongAdder interrupted = new LongAdder();

        void skipped() {
            skipped.increment();
        }

        void ended(boolean held) {
            (held ? ran : interrupted).increment();
        }

        private Counts read() {
            return new Counts(ran.sum(), skipped.sum(), interrupted.sum());
        }
    }
}
