// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.baton.testkit.architecture.knotted.north.First;
import io.baton.testkit.architecture.knotted.north.Second;
import io.baton.testkit.architecture.knotted.south.Apart;
import io.baton.testkit.architecture.knotted.south.Fourth;
import io.baton.testkit.architecture.knotted.south.Third;
import org.junit.jupiter.api.Test;

class ModuleStructureTest {

    private static final String NORTH = First.class.getPackageName();
    private static final String SOUTH = Third.class.getPackageName();

    private final ModuleStructure knotted = ModuleStructure.of(new ClassFileImporter().importPackages(NORTH, SOUTH));
    private final ModuleStructure south = ModuleStructure.of(new ClassFileImporter().importPackages(SOUTH));

    @Test
    void packagesThatUseEachOtherAreACycle() {
        assertThat(knotted.packageCycles())
                .singleElement()
                .satisfies(cycle -> assertThat(cycle).containsExactly(NORTH, SOUTH));
        assertThat(knotted.packagesUsedBy(NORTH)).containsExactly(SOUTH);
        assertThat(knotted.packageFloors()).containsEntry(NORTH, 1).containsEntry(SOUTH, 1);
    }

    @Test
    void nestedClassesAndArraysTieAKnot() {
        assertThat(knotted.largestKnot()).isEqualTo(4);
        assertThat(knotted.knots())
                .singleElement()
                .satisfies(knot -> assertThat(knot)
                        .containsExactly(
                                First.class.getName(),
                                Second.class.getName(),
                                Fourth.class.getName(),
                                Third.class.getName()));
    }

    @Test
    void theCheckNamesEachViolation() {
        assertThatThrownBy(knotted::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Packages use each other: " + NORTH + ", " + SOUTH)
                .hasMessageContaining("A knot has 4 classes, more than 3: " + First.class.getName());
    }

    @Test
    void theReportShowsPackagesCyclesAndKnots() {
        assertThat(knotted.report())
                .contains("2 packages on 1 floors, 5 classes, largest knot 4")
                .contains("floor 1: " + NORTH + " (2) uses " + SOUTH)
                .contains("cycle of 2 packages: " + NORTH)
                .contains("knot of 4 classes: " + First.class.getName())
                .doesNotContain(Apart.class.getName());
    }

    @Test
    void whatOtherModulesTieIsNoKnotHere() {
        assertThat(south.packageCycles()).isEmpty();
        assertThat(south.largestKnot()).isEqualTo(1);
        assertThat(south.packageSizes()).containsExactly(entry(SOUTH, 3));
        assertThatCode(south::check).doesNotThrowAnyException();
    }

    @Test
    void aPackageWithTooManyClassesIsNamed() {
        ModuleStructure large =
                ModuleStructure.of(new ClassFileImporter().importPackages("org.opentest4j", "org.assertj.core.error"));

        assertThat(large.violations())
                .anyMatch(violation -> violation.startsWith("Package org.assertj.core.error has "))
                .noneMatch(violation -> violation.startsWith("Package org.opentest4j has "));
    }
}
