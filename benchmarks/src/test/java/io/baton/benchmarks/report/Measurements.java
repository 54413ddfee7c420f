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
    private final List<String> failures = new ArrayList<>();
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

    /** Of a scenario that has not come to its end. */
    public void failed(String scenario, Exception why) {
        why.printStackTrace();
        failures.add(scenario + ": "
                + String.valueOf(why.getMessage()).lines().findFirst().orElse(""));
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
                        failures.stream().map(failure -> "Not measured to the end: " + failure + "."),
                        leftOut.entrySet().stream()
                                .map(count -> "Rounds left out, because a session had ended: " + count.getKey() + ": "
                                        + count.getValue() + "."))
                .toList();
    }
}
