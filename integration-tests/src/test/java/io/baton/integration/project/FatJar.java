// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A Spring Boot application in one jar, made by Boot's own plugin. */
public record FatJar(Path path) {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** The oldest version of Spring Boot that Baton works with, and the newest. */
    public static List<String> bootVersions() {
        return Arrays.asList(Property.of("baton.boot.versions").split(",", -1));
    }

    /** The one that the default build runs processes on. */
    public static String newestBoot() {
        List<String> all = bootVersions();
        return all.get(all.size() - 1);
    }

    /**
     * Builds a project on a version of Spring Boot, unless the same was built before.
     *
     * @param templates what it is copied from; files of a later one take the place of an earlier one's
     */
    public static FatJar of(String bootVersion, List<String> templates) throws IOException, InterruptedException {
        CRC32 sum = new CRC32();
        for (String template : templates) {
            BuiltModules.addTo(sum, UsersProject.template(template));
        }
        String name = templates.get(templates.size() - 1) + "-" + bootVersion + "-"
                + Long.toHexString(sum.getValue() ^ BuiltModules.checksum());
        Path jar = Files.createDirectories(BuiltModules.REPOSITORY).resolveSibling(name + ".jar");
        synchronized (FatJar.class) {
            try (FileChannel lock = FileChannel.open(
                    jar.resolveSibling(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (!Files.exists(jar)) {
                    Files.move(build(bootVersion, templates), jar, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return new FatJar(jar);
    }

    private static Path build(String bootVersion, List<String> templates) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(BuiltModules.REPOSITORY.getParent(), "project-");
        for (String template : templates) {
            UsersProject.copy(template, directory, Map.of("@boot@", bootVersion));
        }
        new UsersProject(directory).maven("package");
        try (Stream<Path> made = Files.list(directory.resolve("target"))) {
            return made.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The names of the jars in it, as in {@code netty-common-4.1.135.Final.jar}. */
    public List<String> libraries() throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .sorted()
                    .toList();
        }
    }
}
