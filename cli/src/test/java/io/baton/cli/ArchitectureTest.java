// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.baton.internal.SourcedConnector;
import io.baton.internal.config.source.ConnectionConfiguration;
import io.baton.raft.RaftMember;
import io.baton.raft.RaftMembership;
import io.baton.testkit.architecture.ModuleStructure;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The program is a user of the public API. */
@AnalyzeClasses(packages = "io.baton.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** What reads keys from their sources without a connection. */
    private static final DescribedPredicate<JavaClass> KEYS =
            type(SourcedConnector.class).or(type(ConnectionConfiguration.class));

    private static final DescribedPredicate<JavaClass> MEMBERSHIP =
            type(RaftMembership.class).or(type(RaftMember.class));

    private static final DescribedPredicate<JavaClass> INTERNAL =
            resideInAnyPackage("io.baton.internal..", "io.baton.zookeeper..", "io.baton.etcd..", "io.baton.raft..");

    @ArchTest
    static final ArchRule thePublicApiIsEnoughButForKeysWithoutAConnection =
            noClasses().should().dependOnClassesThat(INTERNAL.and(not(KEYS.or(MEMBERSHIP))));

    @ArchTest
    static final ArchRule onlyTheDoctorKnowsBackends = noClasses()
            .that()
            .resideOutsideOfPackage("io.baton.cli.doctor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.spi..");

    @ArchTest
    static final ArchRule onlyOneClassHasAClock = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("CommandWatch")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule noClassSleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @Test
    void packagesHaveNoCyclesAndClassesNoKnots() {
        ModuleStructure structure = ModuleStructure.of(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.baton.cli"));
        System.out.print(structure.report());
        structure.check();
    }

    @Test
    void thePackagesAreNullMarked() {
        Assertions.assertTrue(BatonCommand.class.getPackage().isAnnotationPresent(NullMarked.class));
    }
}
