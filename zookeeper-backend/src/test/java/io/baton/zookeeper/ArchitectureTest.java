// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.concurrent.TimeUnit;

/** A backend translates: it knows the contracts, not the engine, and decides nothing by a clock. */
@AnalyzeClasses(packages = "io.baton.zookeeper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule aBackendDoesNotKnowTheEngine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.internal..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesDependOnThoseBelow = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("backend")
            .definedBy("io.baton.zookeeper")
            .layer("candidacy")
            .definedBy("io.baton.zookeeper.internal.candidacy")
            .layer("query")
            .definedBy("io.baton.zookeeper.internal.query")
            .layer("session")
            .definedBy("io.baton.zookeeper.internal.session")
            .layer("client")
            .definedBy("io.baton.zookeeper.internal.client")
            .whereLayer("backend")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("candidacy")
            .mayOnlyBeAccessedByLayers("backend")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("backend")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("backend", "candidacy", "query")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("backend", "candidacy", "query", "session");

    @ArchTest
    static final ArchRule nobodyReadsTheWallClockOrSleeps =
            noClasses().should().accessTargetWhere(target(wallClockOrSleep())).allowEmptyShould(true);

    @ArchTest
    static final ArchRule oneThreadNeedsNoLocks = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..");

    @ArchTest
    static final ArchRule noMethodIsSynchronized = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
            .allowEmptyShould(true);

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
