// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.baton.testkit.architecture.ModuleStructure;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    /** Prints the packages floor by floor and the knots. */
    @Test
    void packagesHaveNoCyclesAndClassesNoKnots() {
        ModuleStructure structure = ModuleStructure.of(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.baton.examples"));
        System.out.print(structure.report());
        structure.check();
    }
}
