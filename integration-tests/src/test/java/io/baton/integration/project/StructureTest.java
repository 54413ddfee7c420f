// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.baton.testkit.architecture.ModuleStructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The packages of all modules that are built before this one, floor by floor, and the knots of their classes. The rules hold for
 * all but the front door {@code io.baton}: it has the sixteen types that applications use, and {@code Baton.connect} leads from
 * there to the implementation.
 */
class StructureTest {

    private static final Path ROOT = Path.of("..");
    private static final String FRONT_DOOR = "io.baton";

    private static final int USERS_OF_A_HUB = 10;
    private static final int LONGEST_HUB = 250;

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
            "testcontainers",
            "cli");

    @Test
    void packagesHaveNoCyclesAndClassesNoKnotsAndNoHubIsLong() throws IOException {
        List<String> violations = new ArrayList<>();
        List<String> built = new ArrayList<>();
        for (String module : MODULES) {
            Path classes = ROOT.resolve(module).resolve("target").resolve("classes");
            if (Files.isDirectory(classes)) {
                JavaClasses all = new ClassFileImporter().importPath(classes);
                System.out.printf("%n%s: %s", module, ModuleStructure.of(all).report());
                assertThat(ModuleStructure.of(all).packageSizes().getOrDefault(FRONT_DOOR, 0))
                        .as("types for applications")
                        .isLessThanOrEqualTo(16);
                JavaClasses behindTheFrontDoor = all.that(resideOutsideOfPackage(FRONT_DOOR));
                violations.addAll(ModuleStructure.of(behindTheFrontDoor).violations());
                violations.addAll(longHubs(module, ModuleStructure.of(all)));
                built.add(module);
            }
        }

        assertThat(built).contains("api", "testkit", "zookeeper-backend", "etcd-backend", "raft-embedded-backend");
        assertThat(violations).isEmpty();
    }

    /** The classes that ten others of their module or more use, if their files have more lines than a reader keeps in mind. */
    private static List<String> longHubs(String module, ModuleStructure structure) throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, Integer> users : structure.classUsers().entrySet()) {
            Path source = ROOT.resolve(module)
                    .resolve("src/main/java")
                    .resolve(users.getKey().replace('.', '/') + ".java");
            if (users.getValue() >= USERS_OF_A_HUB && Files.exists(source)) {
                int lines = Files.readAllLines(source).size();
                if (lines > LONGEST_HUB) {
                    found.add(users.getKey() + ", which " + users.getValue() + " classes use, has " + lines
                            + " lines, more than " + LONGEST_HUB);
                }
            }
        }
        return found;
    }
}
