// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names and what each depends on, all in alphabetical order. */
final class DependencyGraph {

    private final NavigableMap<String, SortedSet<String>> targets = new TreeMap<>();

    void add(String name) {
        targets.computeIfAbsent(name, added -> new TreeSet<>());
    }

    /** Adds both names; that a name depends on itself says nothing. */
    void add(String from, String to) {
        add(from);
        add(to);
        if (!from.equals(to)) {
            targetsOf(from).add(to);
        }
    }

    Set<String> names() {
        return Collections.unmodifiableSet(targets.keySet());
    }

    SortedSet<String> targetsOf(String name) {
        return targets.getOrDefault(name, Collections.emptySortedSet());
    }

    /** The groups of two or more names of which each depends, directly or not, on each other one; the largest first. */
    List<SortedSet<String>> knots() {
        List<SortedSet<String>> knots = new ArrayList<>();
        for (SortedSet<String> component : new TreeMap<>(components()).values()) {
            if (component.size() > 1 && !knots.contains(component)) {
                knots.add(component);
            }
        }
        knots.sort((left, right) -> right.size() - left.size());
        return knots;
    }

    /** The floor of each name: one above the highest floor that it depends on; all names of a knot share theirs. */
    SortedMap<String, Integer> floors() {
        Map<String, SortedSet<String>> components = components();
        SortedMap<String, Integer> floors = new TreeMap<>();
        for (String name : targets.keySet()) {
            floorOf(name, components, floors);
        }
        return floors;
    }

    private int floorOf(String name, Map<String, SortedSet<String>> components, Map<String, Integer> floors) {
        Integer known = floors.get(name);
        if (known != null) {
            return known;
        }
        SortedSet<String> component = components.getOrDefault(name, Collections.emptySortedSet());
        int floor = 1;
        for (String member : component) {
            for (String target : targetsOf(member)) {
                if (!component.contains(target)) {
                    floor = Math.max(floor, floorOf(target, components, floors) + 1);
                }
            }
        }
        for (String member : component) {
            floors.put(member, floor);
        }
        return floor;
    }

    /** The component of each name: the name itself and all names from which and to which a path leads. */
    private Map<String, SortedSet<String>> components() {
        Map<String, Set<String>> reachable = new HashMap<>();
        for (String name : targets.keySet()) {
            reachable.put(name, reachableFrom(name));
        }
        Map<String, SortedSet<String>> components = new HashMap<>();
        for (String name : targets.keySet()) {
            SortedSet<String> component = new TreeSet<>(reachable.getOrDefault(name, Set.of()));
            component.removeIf(other -> !reachable.getOrDefault(other, Set.of()).contains(name));
            component.add(name);
            components.put(name, component);
        }
        return components;
    }

    private Set<String> reachableFrom(String name) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(targetsOf(name));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (reached.add(next)) {
                open.addAll(targetsOf(next));
            }
        }
        return reached;
    }
}
