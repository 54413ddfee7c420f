// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A package of the distribution that is unpacked, not installed: that needs no rights and changes no system.
 *
 * @param suite of Debian, if it is not one of the system's; else empty. It is fetched from where the system's packages come
 *     from
 */
record DebianPackage(String name, String suite) {

    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    static boolean canBeFetched() {
        return Command.exists("apt-get") && Command.exists("dpkg-deb");
    }

    /** The root of the unpacked files. */
    Path unpacked() {
        return Workspace.cached(suite.isEmpty() ? name : name + "-" + suite, work -> {
            Path download = Files.createDirectory(work.resolve("download"));
            download(work, download);
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

    private void download(Path work, Path download) throws IOException {
        List<String> apt = new ArrayList<>(List.of("apt-get", "-q"));
        // Its user _apt need not be able to write here.
        option(apt, "APT::Sandbox::User=root");
        option(apt, "Acquire::Retries=2");
        Files.createDirectories(work.resolve("archives").resolve("partial"));
        option(apt, "Dir::Cache=" + work);
        if (!suite.isEmpty()) {
            Files.writeString(work.resolve("suite.list"), source(download));
            option(apt, "Dir::Etc::SourceList=" + work.resolve("suite.list"));
            option(apt, "Dir::Etc::SourceParts=/dev/null");
        } else if (run(apt, download, "download", name).succeeded()) {
            return;
        }
        // The lists of the system lack it, are missing or old; they are not ours to renew.
        Path lists = work.resolve("lists");
        Files.createDirectories(lists.resolve("partial"));
        option(apt, "Dir::State::Lists=" + lists);
        Command update = run(apt, download, "update");
        Command again = run(apt, download, "download", name);
        if (!again.succeeded()) {
            throw new IllegalStateException(update + "\n" + again);
        }
    }

    /** The line of apt's configuration for the suite. */
    private String source(Path directory) {
        Command known = Command.run(
                directory, "apt-get", "indextargets", "--format", "$(COMPONENT) $(SITE)", "Created-By: Packages");
        String site = known.outputOrThrow()
                .lines()
                .filter(line -> line.startsWith("main ") && line.endsWith("/debian"))
                .map(line -> line.substring("main ".length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the system takes no packages from Debian: " + known));
        String signature = Files.isReadable(KEYRING) ? "[signed-by=" + KEYRING + "] " : "";
        return "deb " + signature + site + " " + suite + " main\n";
    }

    private static void option(List<String> apt, String option) {
        apt.addAll(List.of("-o", option));
    }

    private static Command run(List<String> apt, Path directory, String... arguments) {
        List<String> words = new ArrayList<>(apt);
        words.addAll(List.of(arguments));
        return Command.run(directory, words.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return suite.isEmpty() ? name : name + " of " + suite;
    }
}
