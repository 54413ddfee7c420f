// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A package of the distribution that is unpacked, not installed: that needs no rights and changes no system. */
final class DebianPackage {

    private DebianPackage() {}

    static boolean canBeFetched() {
        return Command.exists("apt-get") && Command.exists("dpkg-deb");
    }

    /** The root of the unpacked files. */
    static Path unpacked(String name) {
        return Workspace.cached(name, work -> {
            Path download = Files.createDirectory(work.resolve("download"));
            download(name, work, download);
            Path root = Files.createDirectory(work.resolve("root"));
            try (var files = Files.newDirectoryStream(download, "*.deb")) {
                for (Path file : files) {
                    Command.run(work, "dpkg-deb", "-x", file.toString(), root.toString())
                            .outputOrThrow();
                }
            }
            return root;
        });
    }

    private static void download(String name, Path work, Path download) throws IOException {
        List<String> apt = new ArrayList<>(List.of("apt-get", "-q"));
        // Its user _apt need not be able to write here.
        option(apt, "APT::Sandbox::User=root");
        option(apt, "Acquire::Retries=2");
        Files.createDirectories(work.resolve("archives").resolve("partial"));
        option(apt, "Dir::Cache=" + work);
        if (!run(apt, download, "download", name).succeeded()) {
            // The lists of the system are missing or old; they are not ours to renew.
            Path lists = work.resolve("lists");
            Files.createDirectories(lists.resolve("partial"));
            option(apt, "Dir::State::Lists=" + lists);
            Command update = run(apt, download, "update");
            Command again = run(apt, download, "download", name);
            if (!again.succeeded()) {
                throw new IllegalStateException(update + "\n" + again);
            }
        }
    }

    private static void option(List<String> apt, String option) {
        apt.addAll(List.of("-o", option));
    }

    private static Command run(List<String> apt, Path directory, String... arguments) {
        List<String> words = new ArrayList<>(apt);
        words.addAll(List.of(arguments));
        return Command.run(directory, words.toArray(String[]::new));
    }
}
