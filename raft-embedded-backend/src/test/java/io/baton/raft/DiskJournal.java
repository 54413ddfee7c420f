// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.testkit.host.RootCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process has done to the files below one directory, as {@code disk_journal.c} writes it down. Needs Linux and cc. */
final class DiskJournal {

    private static final Path SOURCE = Path.of("src", "test", "c", "disk_journal.c");
    private static final int HEADER = 33;

    private DiskJournal() {}

    /** What was done. */
    enum Kind {
        CREATED('c'),
        OPENED('o'),
        WRITTEN('w'),
        RESIZED('t'),
        SYNCED('s'),
        DIRECTORY_CREATED('m'),
        DIRECTORY_REMOVED('r'),
        REMOVED('u'),
        RENAMED('n');

        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }

        static Kind of(byte mark) {
            for (Kind kind : values()) {
                if (kind.mark == mark) {
                    return kind;
                }
            }
            throw new IllegalStateException("no record of a journal begins with " + mark);
        }
    }

    /**
     * One operation, which the process was told has succeeded.
     *
     * @param number the offset of what was written, the new size, or before which sequence number all was synced
     * @param data what was written, or the new path
     */
    record Step(Kind kind, long sequence, long inode, long number, String path, ByteBuffer data) {

        String newPath() {
            return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
        }
    }

    /** Compiles what writes journals, into a directory. The test is skipped where there is no compiler. */
    static Path library(Path directory) throws IOException {
        Path library = directory.resolve("disk_journal.so");
        String said = "Linux is needed";
        if (System.getProperty("os.name", "").equals("Linux")) {
            try {
                RootCommand.run("cc -std=gnu11 -shared -fPIC -O2 -o " + library + " " + SOURCE + " -ldl -lpthread");
            } catch (IOException e) {
                said = "a C compiler is needed (gcc and libc6-dev): " + e.getMessage();
            }
        }
        assumeTrue(Files.exists(library), said);
        return library;
    }

    /** The command that runs another command which writes a journal. */
    static List<String> through(Path library, Path directory, Path journal) {
        return List.of("env", "LD_PRELOAD=" + library, "DISK_JOURNAL_OF=" + directory, "DISK_JOURNAL=" + journal);
    }

    /** The last record of a process that was killed may be there in part: it was told of no end of that operation. */
    static List<Step> read(Path journal) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(journal)).order(ByteOrder.LITTLE_ENDIAN);
        List<Step> steps = new ArrayList<>();
        while (bytes.remaining() >= HEADER) {
            Kind kind = Kind.of(bytes.get());
            long sequence = bytes.getLong();
            long inode = bytes.getLong();
            long number = bytes.getLong();
            int pathLength = bytes.getInt();
            int dataLength = bytes.getInt();
            if (bytes.remaining() < pathLength + dataLength) {
                break;
            }
            String path = StandardCharsets.UTF_8.decode(next(bytes, pathLength)).toString();
            steps.add(new Step(kind, sequence, inode, number, path, next(bytes, dataLength)));
        }
        return steps;
    }

    private static ByteBuffer next(ByteBuffer bytes, int length) {
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return part;
    }
}
