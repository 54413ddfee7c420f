// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.report;

import io.baton.benchmarks.system.PeerSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All that a run has measured up to now. Used by one thread. */
public final class Measurements {

    private final List<Measurement> all = new ArrayList<>();
    private final Set<String> servers = new LinkedHashSet<>();
    private final Map<String, Integer> failures = new LinkedHashMap<>();
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    public void add(PeerSystem system, String what, String unit, List<Double> values) {
        add(new Measurement(system.store().title(), what, unit, system.title(), system.isBaton(), values));
    }

    public void add(Measurement measured) {
        all.add(measured);
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %s: %.3f %s (n = %d)%n",
                measured.group(),
                measured.what(),
                measured.system(),
                measured.median(),
                measured.unit(),
                measured.values().size());
    }

    public void usedServer(String version) {
        servers.add(version);
    }

    /** One round of a system, in which its leader was none any more. */
    public void leftOut(PeerSystem system, String what) {
        leftOut.merge(what + ", " + system.store().title() + ", " + system.title(), 1, Integer::sum);
    }

    /** A scenario, or one round of a system in it, has not come to its end. Why is printed, and is not in the page. */
    public void failed(String what, Exception why) {
        why.printStackTrace();
        failures.merge(what, 1, Integer::sum);
    }

    List<Measurement> all() {
        return List.copyOf(all);
    }

    Set<String> servers() {
        return Set.copyOf(servers);
    }

    /** What is missing, a sentence each. */
    List<String> gaps() {
        return Stream.concat(
                        sentences("Not measured to the end", failures),
                        sentences("Rounds left out, because a session had ended", leftOut))
                .toList();
    }

    private static Stream<String> sentences(String what, Map<String, Integer> counts) {
        return counts.entrySet().stream().map(count -> what + ": " + count.getKey() + ": " + count.getValue() + ".");
    }
}
