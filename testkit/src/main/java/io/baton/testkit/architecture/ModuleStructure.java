// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The packages and classes of a module as a graph: which package uses which, which packages use each other, and which
 * classes can be understood only together. Nested classes count to the class around them.
 *
 * <p>A <em>knot</em> is a group of classes of which each depends, directly or not, on each other one. A <em>floor</em> is
 * the place of a package above all packages that it uses; packages that use no other stand on floor 1.
 *
 * <p>ArchUnit reads the classes. Its slices tell whether packages have cycles, one cycle after the other; they tell neither the
 * size of a knot nor floors, so that this class computes all three from one graph. Immutable.
 */
public final class ModuleStructure {

    /** The most classes that a knot may have. */
    public static final int LARGEST_KNOT = 3;

    /** The most classes that a package may have. */
    public static final int LARGEST_PACKAGE = 16;

    private final DependencyGraph classes = new DependencyGraph();
    private final DependencyGraph packages = new DependencyGraph();
    private final SortedMap<String, Integer> sizes = new TreeMap<>();

    private ModuleStructure() {}

    /** The structure of these classes; what they use of other modules is left out. */
    public static ModuleStructure of(JavaClasses imported) {
        ModuleStructure structure = new ModuleStructure();
        for (JavaClass type : imported) {
            if (!type.getSimpleName().equals("package-info")) {
                structure.addClass(outermost(type));
            }
        }
        for (JavaClass type : imported) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                structure.addDependency(
                        outermost(type), outermost(dependency.getTargetClass().getBaseComponentType()));
            }
        }
        return structure;
    }

    private void addClass(String name) {
        if (!classes.names().contains(name)) {
            classes.add(name);
            packages.add(packageOf(name));
            sizes.merge(packageOf(name), 1, Integer::sum);
        }
    }

    private void addDependency(String from, String to) {
        if (classes.names().contains(from) && classes.names().contains(to)) {
            classes.add(from, to);
            packages.add(packageOf(from), packageOf(to));
        }
    }

    /** The number of classes of each package, by its name. */
    public SortedMap<String, Integer> packageSizes() {
        return Collections.unmodifiableSortedMap(sizes);
    }

    /** The floor of each package, by its name. */
    public SortedMap<String, Integer> packageFloors() {
        return packages.floors();
    }

    /** The names of the packages that the package uses. */
    public SortedSet<String> packagesUsedBy(String packageName) {
        return Collections.unmodifiableSortedSet(packages.targetsOf(packageName));
    }

    /** For each class, by its name, how many other classes of the module use it directly. */
    public SortedMap<String, Integer> classUsers() {
        SortedMap<String, Integer> users = new TreeMap<>();
        for (String user : classes.names()) {
            users.putIfAbsent(user, 0);
            for (String used : classes.targetsOf(user)) {
                users.merge(used, 1, Integer::sum);
            }
        }
        return users;
    }

    /** The groups of packages that use each other, the largest first. */
    public List<SortedSet<String>> packageCycles() {
        return packages.knots();
    }

    /** The knots of two or more classes, the largest first. */
    public List<SortedSet<String>> knots() {
        return classes.knots();
    }

    /** The number of classes in the largest knot; 1 if no two classes depend on each other. */
    public int largestKnot() {
        List<SortedSet<String>> knots = knots();
        return knots.isEmpty() ? 1 : knots.get(0).size();
    }

    /** What breaks a rule, one sentence each: a cycle of packages, a knot or a package that is too large. */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        for (SortedSet<String> cycle : packageCycles()) {
            violations.add("Packages use each other: " + String.join(", ", cycle));
        }
        for (SortedSet<String> knot : knots()) {
            if (knot.size() > LARGEST_KNOT) {
                violations.add("A knot has " + knot.size() + " classes, more than " + LARGEST_KNOT + ": "
                        + String.join(", ", knot));
            }
        }
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            if (size.getValue() > LARGEST_PACKAGE) {
                violations.add("Package " + size.getKey() + " has " + size.getValue() + " classes, more than "
                        + LARGEST_PACKAGE);
            }
        }
        return violations;
    }

    /**
     * Checks that no packages use each other, no knot has more than {@value #LARGEST_KNOT} classes and no package more than
     * {@value #LARGEST_PACKAGE}.
     *
     * @throws AssertionError if a rule is broken; the message names each violation, then holds the report
     */
    public void check() {
        List<String> violations = violations();
        if (!violations.isEmpty()) {
            throw new AssertionError(String.join("\n", violations) + "\n" + report());
        }
    }

    /** The package graph floor by floor, with the number of classes of each package, then the knots; for readers. */
    public String report() {
        SortedMap<String, Integer> floors = packages.floors();
        int highest = floors.isEmpty() ? 0 : Collections.max(floors.values());
        StringBuilder text = new StringBuilder();
        text.append("%d packages on %d floors, %d classes, largest knot %d%n"
                .formatted(sizes.size(), highest, classes.names().size(), largestKnot()));
        for (int floor = highest; floor > 0; floor--) {
            for (Map.Entry<String, Integer> entry : floors.entrySet()) {
                if (entry.getValue() == floor) {
                    text.append(packageLine(floor, entry.getKey()));
                }
            }
        }
        appendGroups(text, "cycle of %d packages: %s%n", packageCycles());
        appendGroups(text, "knot of %d classes: %s%n", knots());
        return text.toString();
    }

    private String packageLine(int floor, String name) {
        SortedSet<String> used = packages.targetsOf(name);
        String uses = used.isEmpty() ? "" : " uses " + String.join(", ", used);
        return "floor %d: %s (%d)%s%n".formatted(floor, name, sizes.get(name), uses);
    }

    private static void appendGroups(StringBuilder text, String format, List<SortedSet<String>> groups) {
        for (SortedSet<String> group : groups) {
            text.append(format.formatted(group.size(), String.join(", ", group)));
        }
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(className.lastIndexOf('.'), 0));
    }
}
