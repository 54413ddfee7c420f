// SPDX-License-Identifier: Apache-2.0
package io.baton;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;

/** The structure that reviews need not check. */
@AnalyzeClasses(packages = "io.baton", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** The only classes with locks or atomics. A new entry needs a decision record. */
    private static final String MAY_SYNCHRONIZE = "io\\.baton\\.internal\\."
            + "(loop\\.LoopThread|callback\\.(CallbackQueue|CallbackPool|DefaultSubscription)|elector\\.ElectorWaiters"
            + "|leadership\\.(LeaderWork|WorkInterrupts|DefaultLeadership)|Default(Baton|Elector))(\\$.*)?"
            + "|io\\.baton\\.fencing\\.ResourceTurns(\\$.*)?";

    private static final String READS_THE_CLOCK = "io.baton.spi.MonotonicClock$1";

    @ArchTest
    static final ArchRule contractsDoNotKnowTheEngine = noClasses()
            .that()
            .resideInAnyPackage("io.baton.spi..", "io.baton.fencing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.internal..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theEngineIsPure = noClasses()
            .that()
            .resideInAPackage("io.baton.internal.engine..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.slf4j..", "java.util.concurrent.locks..", "java.util.concurrent.atomic..")
                            .or(describe("Thread", type -> type.isEquivalentTo(Thread.class)))
                            .or(resideInAPackage("io.baton.internal..")
                                    .and(resideOutsideOfPackage("io.baton.internal.engine.."))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyReadsTheWallClockOrSleeps =
            noClasses().should().accessTargetWhere(target(wallClockOrSleep())).allowEmptyShould(true);

    @ArchTest
    static final ArchRule oneClassReadsTheMonotonicClock = noClasses()
            .that()
            .resideInAnyPackage("io.baton", "io.baton.spi..", "io.baton.fencing..", "io.baton.internal..")
            .and()
            .doNotHaveFullyQualifiedName(READS_THE_CLOCK)
            .should()
            .accessTargetWhere(target(method(System.class, "nanoTime")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noMethodIsSynchronized =
            noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyNamedClassesUseLocksOrAtomics = noClasses()
            .that()
            .haveNameNotMatching(MAY_SYNCHRONIZE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingIsSerialized = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
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
