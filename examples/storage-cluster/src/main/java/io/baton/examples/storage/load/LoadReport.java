// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What a load has shown.
 *
 * @param figures for people
 * @param violations what contradicts the promises; nothing if they were kept
 */
public record LoadReport(List<String> figures, List<String> violations) {

    private static final int MOST_SHOWN = 20;

    public LoadReport {
        figures = List.copyOf(figures);
        violations = List.copyOf(violations);
    }

    /** The figures, then the violations or that there are none. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(figures);
        violations.stream()
                .limit(MOST_SHOWN)
                .map(violation -> "VIOLATION: " + violation)
                .forEach(lines::add);
        lines.add(
                violations.isEmpty()
                        ? "Every acknowledged write is there, and no write of a stale leader."
                        : violations.size() + " violations");
        return lines;
    }
}
