// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.baton.testkit.architecture.ModuleStructure;
import org.junit.jupiter.api.Test;

/** The kit's own packages have no cycles and its classes no large knots. */
class ArchitectureTest {

    /** Prints the packages floor by floor and the knots. */
    @Test
    void packagesHaveNoCyclesAndClassesNoKnots() {
        ModuleStructure structure = ModuleStructure.of(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.baton.testkit"));
        System.out.print(structure.report());
        structure.check();
    }
}
