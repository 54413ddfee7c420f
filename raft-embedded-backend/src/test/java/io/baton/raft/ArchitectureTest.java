// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

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
import java.util.concurrent.TimeUnit;

/** A backend translates: it knows the contracts, not the engine, and decides nothing by a clock. */
@AnalyzeClasses(packages = "io.baton.raft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule aBackendDoesNotKnowTheEngine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.internal..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyReadsTheWallClockOrSleeps =
            noClasses().should().accessTargetWhere(target(wallClockOrSleep())).allowEmptyShould(true);

    @ArchTest
    static final ArchRule oneThreadNeedsNoLocks = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noMethodIsSynchronized =
            noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).allowEmptyShould(true);

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
