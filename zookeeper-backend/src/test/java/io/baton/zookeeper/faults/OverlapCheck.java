// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether ever two processes led at once, or tokens did not grow with time. It reports only what is certain: an answer
 * counts for the last moment that it may have been about where it is the earlier one, and for the first where it is the
 * later.
 *
 * @param violations what was found, in words
 * @param overlapNanos for how long at most the older leadership was still held while a newer one was
 * @param closestNanos the shortest time in which nobody led between two leaderships
 * @param samples how many answers that a process leads were taken into account
 * @param widestNanos the longest time for which a leader was not asked
 */
record OverlapCheck(
        List<String> violations, long overlapNanos, OptionalLong closestNanos, long samples, long widestNanos) {

    static OverlapCheck of(List<Holding> unordered) {
        List<Holding> holdings = unordered.stream()
                .sorted(Comparator.comparingLong(Holding::token))
                .toList();
        List<String> violations = new ArrayList<>();
        long overlap = 0;
        for (int i = 0; i < holdings.size(); i++) {
            Holding older = holdings.get(i);
            if (older.revived()) {
                violations.add(older + " was not leader and then leader again");
            }
            for (Holding newer : holdings.subList(i + 1, holdings.size())) {
                if (newer.token() == older.token()) {
                    violations.add(older + " and " + newer + " have the same token");
                }
                long both = older.last().from() - newer.first().to();
                if (both > 0) {
                    violations.add(older + " was still leader " + both / 1_000 + " us after " + newer + " was");
                }
                overlap = Math.max(overlap, both);
            }
        }
        return new OverlapCheck(
                List.copyOf(violations), overlap, closest(holdings), samples(holdings), widest(holdings));
    }

    Duration overlap() {
        return Duration.ofNanos(overlapNanos);
    }

    private static OptionalLong closest(List<Holding> holdings) {
        OptionalLong closest = OptionalLong.empty();
        for (int i = 1; i < holdings.size(); i++) {
            long between =
                    holdings.get(i).first().from() - holdings.get(i - 1).last().to();
            closest = OptionalLong.of(Math.min(between, closest.orElse(Long.MAX_VALUE)));
        }
        return closest;
    }

    private static long samples(List<Holding> holdings) {
        return holdings.stream().mapToLong(Holding::samples).sum();
    }

    private static long widest(List<Holding> holdings) {
        return holdings.stream().mapToLong(Holding::widestNanos).max().orElse(0);
    }

    @Override
    public String toString() {
        String nobody = closestNanos.isPresent()
                ? ", nobody led for at least " + closestNanos.getAsLong() / 1_000_000 + " ms between two"
                : "";
        return violations.size() + " violations" + nobody + ", " + samples + " answers at most "
                + widestNanos / 1_000_000 + " ms apart";
    }
}
