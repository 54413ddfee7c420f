// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jars that this build has made of each published module; a build that ends before the phase package has made none. */
class PublishedJarsTest {

    private static final String VERSION = Property.of("baton.version");
    private static final String ROOT_PACKAGE = "io.baton";

    /** The one module without a class: it only brings dependencies along. */
    private static final String STARTER = "io.baton.spring.starter";

    @BeforeEach
    void thisBuildMakesJars() {
        assumeTrue(
                Property.of("java.class.path").contains("baton-api-" + VERSION + ".jar"),
                "this build ends before the phase package; mvnw verify makes the jars");
    }

    @Test
    void eachJarHasTheLicenceAndTheNotice() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String kind : Property.of("baton.jars").split(",", -1)) {
            jars.addAll(jars(kind));
        }

        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (String text : new String[] {"LICENSE", "NOTICE"}) {
                    ZipEntry entry = jar.getEntry("META-INF/" + text);
                    assertThat(entry).as(text + " in " + path).isNotNull();
                    assertThat(jar.getInputStream(entry).readAllBytes())
                            .as(text + " in " + path)
                            .isEqualTo(Files.readAllBytes(Path.of("..", text)));
                }
            }
        }
    }

    @Test
    void eachManifestNamesTheModuleAndTheVersion() throws IOException {
        Set<String> titles = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (Path path : jars(".jar")) {
            try (JarFile jar = new JarFile(path.toFile())) {
                Attributes manifest = jar.getManifest().getMainAttributes();
                assertThat(manifest.getValue("Implementation-Title"))
                        .as(path.toString())
                        .startsWith("Baton ");
                assertThat(manifest.getValue("Implementation-Version"))
                        .as(path.toString())
                        .isEqualTo(VERSION);
                assertThat(manifest.getValue("Automatic-Module-Name"))
                        .as(path.toString())
                        .startsWith(ROOT_PACKAGE);
                assertThat(titles.add(manifest.getValue("Implementation-Title")))
                        .as(path + ": a title of its own")
                        .isTrue();
                assertThat(names.add(manifest.getValue("Automatic-Module-Name")))
                        .as(path + ": a name of its own")
                        .isTrue();
            }
        }
        System.out.println("modules: " + names);
    }

    /** The Java runtime reads the jars: names are legal, and no two modules have a package in common. */
    @Test
    void aModulePathTakesAllJarsAndEachIsCalledLikeItsRootPackage() throws IOException {
        ModuleFinder finder = ModuleFinder.of(jars(".jar").toArray(Path[]::new));
        Set<ModuleDescriptor> modules =
                finder.findAll().stream().map(ModuleReference::descriptor).collect(Collectors.toSet());
        Configuration all = ModuleLayer.boot()
                .configuration()
                .resolve(
                        finder,
                        ModuleFinder.of(),
                        modules.stream().map(ModuleDescriptor::name).toList());

        assertThat(all.modules()).hasSameSizeAs(PublishedModule.all());
        for (ModuleDescriptor module : modules) {
            assertThat(module.packages())
                    .as("packages of " + module.name())
                    .filteredOn(not(name -> (name + '.').startsWith(module.name() + '.')))
                    .isEmpty();
            assertThat(module.packages().contains(module.name()))
                    .as("a root package " + module.name())
                    .isEqualTo(!module.name().equals(STARTER));
        }
    }

    private static List<Path> jars(String kind) throws IOException {
        return PublishedModule.all().stream()
                .map(module -> module.directory().resolve("target").resolve(module.artifact() + '-' + VERSION + kind))
                .toList();
    }
}
