// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The time without an accepted write after each fault: the longest time between two acknowledgements, of which the later one
 * came after this fault and before the next, or the time to the first one if that came later.
 */
record WriteGaps(List<Duration> gaps) {

    static WriteGaps of(LeaderFault.Kind kind, List<LeaderFault> faults, List<AcknowledgedWrite> acknowledged) {
        NavigableSet<Long> answers =
                acknowledged.stream().map(AcknowledgedWrite::nanos).collect(Collectors.toCollection(TreeSet::new));
        return new WriteGaps(faults.stream()
                .filter(fault -> fault.kind() == kind)
                .map(fault -> longest(answers, fault.nanos(), endOf(fault, faults)))
                .toList());
    }

    private static long endOf(LeaderFault fault, List<LeaderFault> faults) {
        int next = faults.indexOf(fault) + 1;
        return next < faults.size() ? faults.get(next).nanos() : Long.MAX_VALUE;
    }

    private static Duration longest(NavigableSet<Long> answers, long from, long to) {
        Long before = answers.floor(from);
        long last = before == null ? from : before;
        Long resumed = answers.higher(from);
        if (resumed != null && resumed > to) {
            return Duration.ofNanos(resumed - last);
        }
        long longest = 0;
        for (long answer : answers.subSet(from, false, to, true)) {
            longest = Math.max(longest, answer - last);
            last = answer;
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public String toString() {
        if (gaps.isEmpty()) {
            return "none";
        }
        List<Duration> sorted = gaps.stream().sorted().toList();
        String each = gaps.stream().map(gap -> Long.toString(gap.toMillis())).collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%d / %d / %d ms (min / median / max); each: %s",
                sorted.get(0).toMillis(),
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get(sorted.size() - 1).toMillis(),
                each);
    }
}
