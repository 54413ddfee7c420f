// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.storage.LogPresenceMarker;
import io.baton.raft.internal.storage.SnapshotFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log of which only a part without entries is left, as a power cut leaves it when that part has just begun and those before it
 * are in a snapshot. Ratis 3.3.0 deletes such a part when it starts, and until the next entry comes there is no log at all.
 */
public final class EmptyLog {

    private static final Pattern OPEN_PART = Pattern.compile("log_inprogress_(\\d+)");
    private static final int HEADER = 8;

    private EmptyLog() {}

    /**
     * Takes the mark away that says that there is a log, if all of that log is in the snapshot.
     *
     * @throws IOException if entries between the snapshot and the part are missing
     */
    public static void check(Path groupDir) throws IOException {
        Path snapshots = groupDir.resolve("sm");
        Optional<Long> first = firstOfEmpty(groupDir.resolve("current"));
        if (first.isEmpty() || first.get() == 0) {
            return;
        }
        new SnapshotFiles(snapshots, groupDir.resolve("current")).requireNoGap();
        LogPresenceMarker.remove(snapshots);
    }

    /** The entry with which the part would begin, if there is no other part and it has none. */
    private static Optional<Long> firstOfEmpty(Path current) throws IOException {
        if (!Files.isDirectory(current)) {
            return Optional.empty();
        }
        List<Path> parts;
        try (var files = Files.list(current)) {
            parts = files.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .toList();
        }
        if (parts.size() != 1 || hasEntry(parts.get(0))) {
            return Optional.empty();
        }
        Matcher name = OPEN_PART.matcher(parts.get(0).getFileName().toString());
        return name.matches() ? Optional.of(Long.parseLong(name.group(1))) : Optional.empty();
    }

    /** The file was filled with zeros. */
    private static boolean hasEntry(Path part) throws IOException {
        try (InputStream content = Files.newInputStream(part)) {
            byte[] begin = content.readNBytes(HEADER + 1);
            return begin.length > HEADER && begin[HEADER] != 0;
        }
    }
}
