// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.baton.testkit.architecture.ModuleStructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The packages of all modules that are built before this one, floor by floor, and the knots of their classes. The rules hold for
 * all but the front door {@code io.baton}: it has the eighteen types that applications use, and {@code Baton.connect} leads from
 * there to the implementation.
 */
class StructureTest {

    private static final Path ROOT = Path.of("..");
    private static final String FRONT_DOOR = "io.baton";

    private static final List<String> MODULES = List.of(
            "api",
            "testkit",
            "zookeeper-backend",
            "etcd-backend",
            "raft-embedded-backend",
            "micrometer",
            "spring-boot",
            "spring-boot4-health",
            "spring-boot-starter-test",
            "testcontainers");

    @Test
    void packagesHaveNoCyclesAndClassesNoKnots() {
        List<String> violations = new ArrayList<>();
        List<String> built = new ArrayList<>();
        for (String module : MODULES) {
            Path classes = ROOT.resolve(module).resolve("target").resolve("classes");
            if (Files.isDirectory(classes)) {
                JavaClasses all = new ClassFileImporter().importPath(classes);
                System.out.printf("%n%s: %s", module, ModuleStructure.of(all).report());
                assertThat(ModuleStructure.of(all).packageSizes().getOrDefault(FRONT_DOOR, 0))
                        .as("types for applications")
                        .isLessThanOrEqualTo(18);
                JavaClasses behindTheFrontDoor = all.that(resideOutsideOfPackage(FRONT_DOOR));
                violations.addAll(ModuleStructure.of(behindTheFrontDoor).violations());
                built.add(module);
            }
        }

        assertThat(built).contains("api", "testkit", "zookeeper-backend", "etcd-backend", "raft-embedded-backend");
        assertThat(violations).isEmpty();
    }
}
