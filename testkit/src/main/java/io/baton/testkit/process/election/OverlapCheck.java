// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

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
 * @param holdings what it is about, by token
 * @param found what was broken
 * @param overlapNanos for how long at most the older leadership was still held while a newer one was
 * @param closestNanos the shortest time without a leader between two leaderships
 * @param samples how many answers that a process leads were taken into account
 * @param widestNanos the longest time for which a leader was not asked
 */
public record OverlapCheck(
        List<LeadershipSpan> holdings,
        List<Violation> found,
        long overlapNanos,
        OptionalLong closestNanos,
        long samples,
        long widestNanos) {

    public OverlapCheck {
        holdings = List.copyOf(holdings);
        found = List.copyOf(found);
    }

    /** Which promise was broken. */
    public enum Kind {
        /** Two processes led at the same time. */
        TWO_LEADERS,
        /** A later leadership has no greater token. */
        TOKEN,
        /** A process that had lost its leadership had it again. */
        REVIVED
    }

    /**
     * Something that must not be.
     *
     * @param older the leadership with the smaller token
     * @param newer the other one; the same if only one is concerned
     */
    public record Violation(Kind kind, LeadershipSpan older, LeadershipSpan newer, String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /** The account of all processes. */
    public static OverlapCheck of(List<LeadershipSpan> unordered) {
        List<LeadershipSpan> holdings = unordered.stream()
                .sorted(Comparator.comparingLong(LeadershipSpan::token))
                .toList();
        List<Violation> found = new ArrayList<>();
        long overlap = 0;
        for (int i = 0; i < holdings.size(); i++) {
            LeadershipSpan older = holdings.get(i);
            if (older.revived()) {
                found.add(new Violation(Kind.REVIVED, older, older, older + " was not leader and then leader again"));
            }
            for (LeadershipSpan newer : holdings.subList(i + 1, holdings.size())) {
                if (newer.token() == older.token()) {
                    found.add(
                            new Violation(Kind.TOKEN, older, newer, older + " and " + newer + " have the same token"));
                }
                long both = older.last().from() - newer.first().to();
                if (both > 0) {
                    String text = older + " was still leader " + both / 1_000 + " us after " + newer + " was";
                    found.add(new Violation(kind(older, newer), older, newer, text));
                }
                overlap = Math.max(overlap, both);
            }
        }
        return new OverlapCheck(holdings, found, overlap, closest(holdings), samples(holdings), widest(holdings));
    }

    /** The older leadership has ended after the newer one began: either both were held at once, or it also began later. */
    private static Kind kind(LeadershipSpan older, LeadershipSpan newer) {
        return newer.last().from() > older.first().to() ? Kind.TWO_LEADERS : Kind.TOKEN;
    }

    /** What was found, in words. */
    public List<String> violations() {
        return found.stream().map(Violation::text).toList();
    }

    public Duration overlap() {
        return Duration.ofNanos(overlapNanos);
    }

    private static OptionalLong closest(List<LeadershipSpan> holdings) {
        OptionalLong closest = OptionalLong.empty();
        for (int i = 1; i < holdings.size(); i++) {
            long between =
                    holdings.get(i).first().from() - holdings.get(i - 1).last().to();
            closest = OptionalLong.of(Math.min(between, closest.orElse(Long.MAX_VALUE)));
        }
        return closest;
    }

    private static long samples(List<LeadershipSpan> holdings) {
        return holdings.stream().mapToLong(LeadershipSpan::samples).sum();
    }

    private static long widest(List<LeadershipSpan> holdings) {
        return holdings.stream().mapToLong(LeadershipSpan::widestNanos).max().orElse(0);
    }

    @Override
    public String toString() {
        String vacancy = closestNanos.isPresent()
                ? ", no leader for at least " + closestNanos.getAsLong() / 1_000_000 + " ms between two"
                : "";
        return found.size() + " violations" + vacancy + ", " + samples + " answers at most " + widestNanos / 1_000_000
                + " ms apart";
    }
}
