// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The containers know the API and Testcontainers only: no backend, and no test framework that an application would have to use. */
@AnalyzeClasses(packages = "io.baton.testcontainers", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule containersKnowNoBackendAndNoTestFramework = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.baton",
                    "io.baton.testcontainers",
                    "org.testcontainers..",
                    "org.rnorth..",
                    "com.github.dockerjava..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)");
}
