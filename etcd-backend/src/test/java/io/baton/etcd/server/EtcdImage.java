// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A container image that programs are taken from. They run outside of the container: the faults that tests make are
 * signals to processes, and a container would outlive a test JVM that is killed.
 */
record EtcdImage(String name) {

    private static final List<String> DIRECTORIES = List.of("/usr/local/bin/", "/usr/bin/");

    /** The image that a property names, or the environment: {@code BATON_ETCD_IMAGE} for {@code baton.etcd.image}. */
    static Optional<EtcdImage> named(String property) {
        String variable = property.replace('.', '_').toUpperCase(Locale.ROOT);
        String name = System.getProperty(property, System.getenv().getOrDefault(variable, ""));
        return name.isBlank() ? Optional.empty() : Optional.of(new EtcdImage(name));
    }

    Path program(String program) {
        String cached = program + "-" + name.replaceAll("[^A-Za-z0-9.-]", "_");
        return Workspace.cached(cached, work -> {
            String container =
                    Command.run(work, "docker", "create", name, program).outputOrThrow();
            // Pulling an image says more than the id of the container.
            String id = container.strip().lines().reduce("", (before, line) -> line);
            try {
                return copy(id, program, work);
            } finally {
                Command.run(work, "docker", "rm", id);
            }
        });
    }

    private static Path copy(String container, String program, Path work) {
        for (String directory : DIRECTORIES) {
            String source = container + ":" + directory + program;
            if (Command.run(work, "docker", "cp", "-L", source, program).succeeded()) {
                return work.resolve(program);
            }
        }
        throw new IllegalStateException("no " + program + " in " + String.join(", ", DIRECTORIES));
    }
}
