// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The rules for the main code of a backend: it translates, knows the contracts but not the engine, works on one thread and
 * decides nothing by a clock; its packages have no cycles, no knots and a size that a reader can survey. A test class extends this,
 * names the root package of the backend and may add rules of its own:
 *
 * <pre>{@code
 * class ArchitectureTest extends BackendArchitecture {
 *     ArchitectureTest() {
 *         super("com.example.backend");
 *     }
 * }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendArchitecture {

    private final String rootPackage;
    private final JavaClasses classes;
    private final Set<String> mayShareState;

    /**
     * Imports the main classes of the package and of all below.
     *
     * @param mayShareState the full names of classes that other threads call, so that they may use locks and atomics
     */
    protected BackendArchitecture(String rootPackage, String... mayShareState) {
        this(
                rootPackage,
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(rootPackage),
                Set.of(mayShareState));
    }

    BackendArchitecture(String rootPackage, JavaClasses classes, Set<String> mayShareState) {
        this.rootPackage = rootPackage;
        this.classes = classes;
        this.mayShareState = mayShareState;
    }

    /** The classes that the rules are about, for further rules. */
    protected final JavaClasses classes() {
        return classes;
    }

    @Test
    final void aBackendDoesNotKnowTheEngine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.baton.internal..")
                .check(classes);
    }

    @Test
    final void noClassReadsTheWallClockOrSleeps() {
        noClasses().should().accessTargetWhere(target(wallClockOrSleep())).check(classes);
    }

    @Test
    final void oneThreadNeedsNoLocks() {
        noClasses()
                .that(doNotShareState())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..")
                .check(classes);
    }

    @Test
    final void noMethodIsSynchronized() {
        noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(classes);
    }

    @Test
    final void eachClassThatMayShareStateExists() {
        assertThat(mayShareState).allMatch(classes::contain);
    }

    @Test
    final void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameStartingWith("Abstract")
                .orShould()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
                .check(classes);
    }

    /**
     * The client of the store knows nothing of elections, the session knows the client only, and candidacies and queries do not
     * know each other. Holds for the packages {@code client}, {@code session}, {@code candidacy} and {@code query} below
     * {@code internal}, as far as the backend has them.
     */
    @Test
    final void eachRoleKnowsOnlyThoseBelow() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("backend")
                .definedBy(rootPackage)
                .layer("candidacy")
                .definedBy(role("candidacy"))
                .layer("query")
                .definedBy(role("query"))
                .layer("session")
                .definedBy(role("session"))
                .layer("client")
                .definedBy(role("client"))
                .whereLayer("backend")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("candidacy")
                .mayOnlyBeAccessedByLayers("backend")
                .whereLayer("query")
                .mayOnlyBeAccessedByLayers("backend")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("backend", "candidacy", "query")
                .check(classes);
    }

    private String role(String name) {
        return rootPackage + ".internal." + name + "..";
    }

    /** Prints the packages floor by floor and the knots. */
    @Test
    final void packagesHaveNoCyclesAndClassesNoKnots() {
        ModuleStructure structure = ModuleStructure.of(classes);
        System.out.print(structure.report());
        structure.check();
    }

    private DescribedPredicate<JavaClass> doNotShareState() {
        return describe("other threads do not call", type -> !mayShareState.contains(outermostName(type)));
    }

    private static String outermostName(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static DescribedPredicate<AccessTarget> wallClockOrSleep() {
        return method(System.class, "currentTimeMillis")
                .or(method(Thread.class, "sleep"))
                .or(method(TimeUnit.class, "sleep"))
                .or(describe(
                        "java.time now()",
                        target -> target.getName().equals("now")
                                && target.getOwner().getPackageName().startsWith("java.time")));
    }

    private static DescribedPredicate<AccessTarget> method(Class<?> owner, String name) {
        return describe(
                owner.getSimpleName() + "." + name,
                target -> target.getName().equals(name) && target.getOwner().isEquivalentTo(owner));
    }
}
