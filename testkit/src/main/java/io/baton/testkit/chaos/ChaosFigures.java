// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long recoveries took, by fault. To be used by one thread. */
final class ChaosFigures {

    private final Map<String, List<Long>> nanosByFault = new TreeMap<>();

    void add(String fault, long nanos) {
        nanosByFault.computeIfAbsent(fault, name -> new ArrayList<>()).add(nanos);
    }

    int rounds() {
        return nanosByFault.values().stream().mapToInt(List::size).sum();
    }

    boolean knows(String fault) {
        return nanosByFault.containsKey(fault);
    }

    /** One line for each fault, and one for all. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        nanosByFault.forEach((fault, nanos) -> {
            lines.add(line(fault, nanos));
            all.addAll(nanos);
        });
        lines.add(line("all", all));
        return lines;
    }

    private static String line(String what, List<Long> nanos) {
        if (nanos.isEmpty()) {
            return what + ": 0 rounds";
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        return what + ": " + sorted.size() + " rounds, recovered after " + millis(sorted.get(0)) + " / "
                + millis(sorted.get(sorted.size() / 2)) + " / " + millis(sorted.get(sorted.size() - 1))
                + " ms (min / median / max)";
    }

    private static String millis(long nanos) {
        return Long.toString(Math.round(nanos / 1e6));
    }
}
