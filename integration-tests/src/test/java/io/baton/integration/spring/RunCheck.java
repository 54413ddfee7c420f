// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whether runs of different processes ever went on at once, and whether tokens grew from process to process. */
record RunCheck(List<String> violations, int runs, int changes, long overlapNanos) {

    static RunCheck of(List<JobRun> unordered) {
        List<JobRun> runs = unordered.stream()
                .sorted(Comparator.comparingLong(JobRun::begin))
                .toList();
        List<String> violations = new ArrayList<>();
        int changes = 0;
        long overlap = 0;
        for (int i = 0; i < runs.size(); i++) {
            JobRun later = runs.get(i);
            for (JobRun earlier : runs.subList(0, i)) {
                long both = overlap(earlier, later);
                if (both > 0) {
                    violations.add(earlier + " went on for " + both / 1_000 + " us while " + later + " ran");
                    overlap = Math.max(overlap, both);
                }
            }
            if (i > 0) {
                changes += tokens(runs.get(i - 1), later, violations);
            }
        }
        return new RunCheck(List.copyOf(violations), runs.size(), changes, overlap);
    }

    private static long overlap(JobRun earlier, JobRun later) {
        if (earlier.process().equals(later.process())) {
            return 0;
        }
        long end = Math.min(earlier.end().orElse(Long.MAX_VALUE), later.end().orElse(Long.MAX_VALUE));
        return end - later.begin();
    }

    /** 1 if the job changed hands, else 0. */
    private static int tokens(JobRun before, JobRun after, List<String> violations) {
        boolean changed = !before.process().equals(after.process());
        if (after.token() < before.token() || (changed && after.token() == before.token())) {
            violations.add(after + " came after " + before + ", whose token is not smaller");
        }
        return changed ? 1 : 0;
    }

    @Override
    public String toString() {
        return runs + " runs, the job changed hands " + changes + " times, " + violations.size() + " violations";
    }
}
