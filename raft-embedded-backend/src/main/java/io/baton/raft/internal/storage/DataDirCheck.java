// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.storage;

import io.baton.raft.internal.failure.ExceptionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.exceptions.ChecksumException;

/** What to say of data that cannot be read: Ratis says what is wrong with a log, but not in which file. */
public final class DataDirCheck {

    private DataDirCheck() {}

    /** Names the files that can be meant, if it is the log. */
    public static Optional<String> inLog(Throwable failure, Path dataDir) {
        return isOfLog(failure)
                ? Optional.of("the log is damaged, in " + files(dataDir)
                        + "; restore it from a backup, or take this member out of the group and add it with a new id and an"
                        + " empty directory")
                : Optional.empty();
    }

    public static void refuseLosses(Path groupDir) throws IOException {
        refuseLostVote(groupDir);
        refuseLostLog(groupDir);
    }

    /**
     * Ratis 3.3.0 empties this file when the disk is full at the moment of a vote, and would vote again in the same term
     * afterwards: measured.
     */
    private static void refuseLostVote(Path groupDir) throws IOException {
        Path votes = groupDir.resolve("current").resolve("raft-meta");
        if (Files.exists(votes) && Files.size(votes) == 0) {
            throw new IOException("the record of its votes, " + votes + ", is empty, as a full disk can leave it, and a"
                    + " member that does not know how it has voted must not vote; take this member out of the group"
                    + " and add it with a new id and an empty directory");
        }
    }

    /**
     * Ratis writes the list of members when it carries out the log's entry that says so. It would begin without the log, from
     * a snapshot that is older than what this member has promised, or from nothing.
     */
    private static void refuseLostLog(Path groupDir) throws IOException {
        Path current = groupDir.resolve("current");
        if (Files.exists(current.resolve("raft-meta.conf"))
                && !hasLog(current)
                && !LogPresenceMarker.isMissingBesideASnapshot(groupDir.resolve("sm"))) {
            throw new IOException(
                    "there is no log in " + current + " although this member had one. What it has promised"
                            + " the others is lost, so it must not vote; put the files back, or take this member out of the group"
                            + " and add it with a new id and an empty directory");
        }
    }

    static boolean hasLog(Path current) throws IOException {
        if (!Files.isDirectory(current)) {
            return false;
        }
        try (var files = Files.list(current)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("log_"));
        }
    }

    private static boolean isOfLog(Throwable failure) {
        return ExceptionText.chain(failure).anyMatch(ChecksumException.class::isInstance);
    }

    private static String files(Path dataDir) {
        try (var all = Files.walk(dataDir)) {
            List<String> logs = all.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
            return logs.size() == 1 ? logs.get(0) : "one of " + logs;
        } catch (IOException e) {
            return "a file below " + dataDir;
        }
    }
}
