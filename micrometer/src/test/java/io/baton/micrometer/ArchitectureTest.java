// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Metrics read what the public API tells: they know neither the engine nor Spring, and have no clock and no thread. */
@AnalyzeClasses(packages = "io.baton.micrometer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String MAY_SYNCHRONIZE = "io\\.baton\\.micrometer\\.(BatonMetrics|ElectionMeters)";

    @ArchTest
    static final ArchRule metricsKnowNeitherTheEngineNorSpring = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.baton.internal..", "org.springframework..");

    @ArchTest
    static final ArchRule noClassReadsAClockOfItsOwn = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule noMethodIsSynchronized = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule onlyNamedClassesUseLocksOrAtomics = noClasses()
            .that()
            .haveNameNotMatching(MAY_SYNCHRONIZE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)");
}
