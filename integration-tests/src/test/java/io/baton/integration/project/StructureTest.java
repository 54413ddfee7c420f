// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.baton.testkit.architecture.ModuleStructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages of all modules that are built before this one, floor by floor, and the knots of their classes. */
class StructureTest {

    private static final Path ROOT = Path.of("..");

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
                ModuleStructure structure = ModuleStructure.of(new ClassFileImporter().importPath(classes));
                System.out.printf("%n%s: %s", module, structure.report());
                violations.addAll(structure.violations());
                built.add(module);
            }
        }

        assertThat(built).contains("api", "testkit", "zookeeper-backend", "etcd-backend", "raft-embedded-backend");
        assertThat(violations).isEmpty();
    }
}
