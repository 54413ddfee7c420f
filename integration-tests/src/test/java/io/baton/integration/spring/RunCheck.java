// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether runs of different processes ever went on at once or a process suspected it, and whether tokens grew from process to
 * process.
 *
 * @param overlaps runs that went on at once
 * @param suspicions runs by whose end their process had counted a suspected overlap
 * @param staleTokens runs whose token had not grown
 * @param overlapNanos how long the longest overlap lasted
 */
record RunCheck(
        List<String> overlaps,
        List<String> suspicions,
        List<String> staleTokens,
        int runs,
        int changes,
        long overlapNanos) {

    /** Runs that have not ended count until now. */
    static RunCheck of(List<JobRun> unordered) {
        long now = System.nanoTime();
        List<JobRun> runs = unordered.stream()
                .sorted(Comparator.comparingLong(JobRun::begin))
                .toList();
        List<String> overlaps = new ArrayList<>();
        List<String> staleTokens = new ArrayList<>();
        int changes = 0;
        long overlap = 0;
        for (int i = 0; i < runs.size(); i++) {
            JobRun later = runs.get(i);
            for (JobRun earlier : runs.subList(0, i)) {
                long both = overlap(earlier, later, now);
                if (both > 0) {
                    overlaps.add(earlier + " went on for " + both / 1_000 + " us while " + later + " ran");
                    overlap = Math.max(overlap, both);
                }
            }
            if (i > 0) {
                changes += tokens(runs.get(i - 1), later, staleTokens);
            }
        }
        List<String> suspicions = runs.stream()
                .filter(run -> run.suspectedOverlaps() > 0)
                .map(run -> run + " ended in a process that suspects " + run.suspectedOverlaps() + " overlaps")
                .toList();
        return new RunCheck(List.copyOf(overlaps), suspicions, List.copyOf(staleTokens), runs.size(), changes, overlap);
    }

    private static long overlap(JobRun earlier, JobRun later, long now) {
        if (earlier.process().equals(later.process())) {
            return 0;
        }
        long end = Math.min(earlier.end().orElse(now), later.end().orElse(now));
        return end - later.begin();
    }

    /** 1 if the job changed hands, else 0. */
    private static int tokens(JobRun before, JobRun after, List<String> staleTokens) {
        boolean changed = !before.process().equals(after.process());
        if (after.token() < before.token() || (changed && after.token() == before.token())) {
            staleTokens.add(after + " came after " + before + ", whose token is not smaller");
        }
        return changed ? 1 : 0;
    }

    /** What must never be. */
    List<String> violations() {
        return Stream.of(overlaps, suspicions, staleTokens)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return runs + " runs, the job changed hands " + changes + " times, "
                + violations().size()
                + " violations, "
                + overlapNanos / 1_000_000 + " ms the longest overlap, "
                + suspicions.size() + " runs ended with a suspected overlap";
    }
}
