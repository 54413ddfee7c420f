// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ratis.protocol.RaftGroupId;

/** The directory of a member's group below its data directory. It is named by the group's id, and is the only record of it. */
public final class GroupDirectory {

    private static final String LEFT = "left";

    private GroupDirectory() {}

    public static Path of(Path dataDir, RaftGroupId group) {
        return dataDir.resolve(group.getUuid().toString());
    }

    /**
     * The group of which this member has data.
     *
     * @throws IOException if there are several, or the directory cannot be read
     */
    public static Optional<RaftGroupId> find(Path dataDir) throws IOException {
        if (!Files.isDirectory(dataDir)) {
            return Optional.empty();
        }
        List<Path> found;
        try (var files = Files.list(dataDir)) {
            found = files.filter(file -> id(file).isPresent())
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
        if (found.size() > 1) {
            throw new IOException("there are data of several groups, " + found
                    + ", and a member takes part in one only;" + " move the directories of the others away");
        }
        return found.stream().findFirst().flatMap(GroupDirectory::id);
    }

    private static Optional<RaftGroupId> id(Path directory) {
        String name = directory.getFileName().toString();
        try {
            UUID id = UUID.fromString(name);
            return id.toString().equals(name) ? Optional.of(RaftGroupId.valueOf(id)) : Optional.empty();
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    /**
     * Removes a group's directory, unless this member has heard anything of the group. The server may not run. Also after a
     * power cut the directory is there in full, or not at all.
     *
     * @return whether there is no such directory any more
     */
    public static boolean leave(Path dataDir, RaftGroupId group) throws IOException {
        Path directory = of(dataDir, group);
        if (!Files.exists(directory)) {
            return true;
        }
        if (DataDirCheck.hasLog(directory.resolve("current")) || !isEmpty(directory.resolve("sm"))) {
            return false;
        }
        Path left = dataDir.resolve(LEFT);
        DirectorySync.delete(left);
        Files.move(directory, left, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.flush(left);
        DirectorySync.delete(left);
        return true;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (var files = Files.walk(directory)) {
            return files.noneMatch(Files::isRegularFile);
        }
    }
}
