// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages without cycles, types for applications apart, no clock, no threads. */
@AnalyzeClasses(packages = "io.baton.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.baton.spring.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule typesForApplicationsStandAlone = noClasses()
            .that()
            .resideInAPackage("io.baton.spring")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.spring.*..");

    @ArchTest
    static final ArchRule theEngineIsAskedForKeysOnly = noClasses()
            .that()
            .resideOutsideOfPackages("io.baton.spring.connection..", "io.baton.spring.failure..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.internal..");

    @ArchTest
    static final ArchRule noClassReadsTheWallClockOrSleeps = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule noMethodIsSynchronized = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule onlyTheCallsAreCountedWithAtomics = noClasses()
            .that()
            .haveNameNotMatching("io\\.baton\\.spring\\.leaderonly\\.LeaderOnlyCalls(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)");

    @ArchTest
    static final ArchRule interceptorsArePackagePrivate =
            classes().that().haveSimpleNameEndingWith("Interceptor").should().bePackagePrivate();
}
