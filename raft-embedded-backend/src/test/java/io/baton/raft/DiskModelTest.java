// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.DiskModel.Names;
import io.baton.raft.internal.storage.DirectorySync;
import io.baton.testkit.host.RootCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut at the end of a program that does a few things to files. */
@Timeout(300)
class DiskModelTest {

    private static final int SEEDS = 40;

    private Path root = Path.of("");
    private Path journal = Path.of("");

    @TempDir
    private Path given;

    @BeforeEach
    void run() throws Exception {
        Path directory = given.toRealPath();
        Path library = DiskJournal.library(directory);
        root = Files.createDirectory(directory.resolve("disk"));
        journal = directory.resolve("journal");
        Files.writeString(root.resolve("old"), "old");
        List<String> command = new ArrayList<>(DiskJournal.through(library, root, journal));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                root.toString()));
        RootCommand.run(String.join(" ", command));
    }

    /** Each file is named after what becomes of it. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            write(root.resolve("synced-file"), "kept", true);
            write(root.resolve("unsynced-file"), "lost", false);
            Files.createDirectory(root.resolve("directory"));
            DirectorySync.write(root.resolve("directory").resolve("replaced"), "first".getBytes(UTF_8));
            DirectorySync.write(root.resolve("directory").resolve("replaced"), "second".getBytes(UTF_8));
            write(root.resolve("directory").resolve("renamed"), "renamed", true);
            Files.move(
                    root.resolve("directory").resolve("renamed"),
                    root.resolve("directory").resolve("renamed-unsynced"));
            Files.delete(root.resolve("old"));
        }

        private static void write(Path file, String content, boolean synced) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
                if (synced) {
                    channel.force(false);
                }
            }
        }
    }

    @Test
    void aJournaledDiskKeepsNamesUpToTheLastFileThatWasSynced() throws IOException {
        assertThat(cut(Names.JOURNALED, Optional.empty()))
                .hasToString("{directory/renamed=renamed, directory/replaced=second, old=old, synced-file=kept,"
                        + " unsynced-file=}");
    }

    @Test
    void anyOtherDiskKeepsNamesOfDirectoriesThatWereSynced() throws IOException {
        assertThat(cut(Names.BY_DIRECTORY, Optional.empty())).hasToString("{old=old}");
    }

    @Test
    void theRestMayBeKeptInPart() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            seen.add(cut(Names.JOURNALED, Optional.of(new Random(seed)))
                    .toString()
                    .replace('\0', '0'));
        }
        String same = "directory/replaced=second,";
        assertThat(seen)
                .anyMatch(disk -> disk.contains("directory/renamed=renamed, " + same + " old=old"))
                .anyMatch(disk -> disk.contains(same + " old=old"))
                .anyMatch(disk -> disk.contains("directory/renamed-unsynced=renamed, " + same + " synced"))
                .anyMatch(disk -> disk.contains("unsynced-file=}"))
                .anyMatch(disk -> disk.contains("unsynced-file=0000}"))
                .anyMatch(disk -> disk.contains("unsynced-file=lost}"))
                .allMatch(disk -> disk.contains("synced-file=kept"));
    }

    /** What is there afterwards. */
    private Map<String, String> cut(Names names, Optional<Random> random) throws IOException {
        DirectorySync.delete(root);
        Files.createDirectory(root);
        Files.writeString(root.resolve("old"), "old");
        DiskModel disk = new DiskModel(root, root, names);
        disk.replay(DiskJournal.read(journal));
        disk.cut(root, random);
        Map<String, String> content = new TreeMap<>();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }
}
