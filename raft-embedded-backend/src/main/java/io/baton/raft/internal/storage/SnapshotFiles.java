// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.MD5FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a member. A damaged one is set aside, so that the member begins with the one before it and carries the log
 * out from there. Where the log does not reach back so far, the member must not begin: entries would be missing.
 */
public record SnapshotFiles(Path snapshots, Path log) {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
    private static final String ASIDE = ".corrupt";
    private static final Pattern SEGMENT = Pattern.compile("log_(?:inprogress_)?(\\d+)(?:-\\d+)?");

    public static SnapshotFiles of(RaftStorageDirectory directory) {
        return new SnapshotFiles(
                directory.getStateMachineDir().toPath(),
                directory.getCurrentDir().toPath());
    }

    /**
     * Has Ratis begin with the latest snapshot that is whole.
     *
     * @throws IOException if entries are missing without a damaged or a lost snapshot; it says which file, and what to do
     */
    public void check() throws IOException {
        setDamagedAside();
        requireNoGap();
    }

    private void setDamagedAside() throws IOException {
        for (Path snapshot : latestFirst()) {
            try {
                read(snapshot);
                return;
            } catch (IOException damage) {
                requireLogAfter(olderThan(snapshot), snapshot, damage);
                LOG.error(
                        "{}; this member begins with the snapshot before it, or without one, and carries its log out"
                                + " from there; the file is kept as {}{}",
                        damage.getMessage(),
                        snapshot.getFileName(),
                        ASIDE);
                setAside(snapshot);
            }
        }
    }

    /**
     * Checks that the log reaches back to the latest snapshot.
     *
     * @throws IOException if entries between the latest snapshot and the log are missing; it says what to do
     */
    public void requireNoGap() throws IOException {
        OptionalLong first = firstOfLog();
        long covered = latest();
        if (first.isPresent() && first.getAsLong() > covered + 1) {
            throw new IOException("the log in " + log + " has no entry before " + first.getAsLong() + ", and "
                    + (covered < 0
                            ? "there is no snapshot in " + snapshots
                            : "the latest snapshot in " + snapshots + " ends with entry " + covered)
                    + ". What lay between is lost, so this member must not vote; put the files back, or take this member"
                    + " out of the group and add it with a new id and an empty directory");
        }
    }

    /**
     * Reads a snapshot.
     *
     * @throws IOException if it is not what was written
     */
    public static byte[] read(Path snapshot) throws IOException {
        try {
            MD5Hash sum = MD5FileUtil.readStoredMd5ForFile(snapshot.toFile());
            if (sum != null && !sum.equals(MD5FileUtil.computeMd5ForFile(snapshot.toFile()))) {
                throw new IOException("its content does not have the checksum in " + sumOf(snapshot));
            }
            return Files.readAllBytes(snapshot);
        } catch (IOException e) {
            throw new IOException("the snapshot " + snapshot + " is damaged: " + e.getMessage(), e);
        }
    }

    private void requireLogAfter(long index, Path damaged, IOException damage) throws IOException {
        OptionalLong first = firstOfLog();
        if (first.isEmpty() || first.getAsLong() > index + 1) {
            throw new IOException(
                    damage.getMessage() + ", and the log in " + log + " does not reach back to an earlier one ("
                            + (first.isEmpty() ? "it has no entries" : "it begins with entry " + first.getAsLong())
                            + "); restore " + damaged + " from a backup, or take this member out of the group and add"
                            + " it with a new id and an empty directory",
                    damage);
        }
    }

    /** The index of the snapshot before a snapshot, or that before all entries. */
    private long olderThan(Path snapshot) throws IOException {
        List<Path> all = latestFirst();
        int at = all.indexOf(snapshot) + 1;
        return at < all.size() ? index(all.get(at)) : -1;
    }

    private static void setAside(Path snapshot) throws IOException {
        Files.move(
                snapshot, snapshot.resolveSibling(snapshot.getFileName() + ASIDE), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(sumOf(snapshot));
        DirectorySync.flush(snapshot);
    }

    private static Path sumOf(Path snapshot) {
        return MD5FileUtil.getDigestFileForFile(snapshot.toFile()).toPath();
    }

    /** The last entry in the snapshot that Ratis takes, or -1. */
    private long latest() throws IOException {
        return latestFirst().stream()
                .mapToLong(SnapshotFiles::index)
                .findFirst()
                .orElse(-1);
    }

    /** In the order in which Ratis takes them: those with a checksum first. */
    private List<Path> latestFirst() throws IOException {
        if (!Files.isDirectory(snapshots)) {
            return List.of();
        }
        try (var files = Files.list(snapshots)) {
            return files.filter(file -> SimpleStateMachineStorage.SNAPSHOT_REGEX
                            .matcher(file.getFileName().toString())
                            .matches())
                    .sorted(Comparator.<Path, Boolean>comparing(file -> Files.exists(sumOf(file)))
                            .thenComparing(SnapshotFiles::index)
                            .reversed())
                    .toList();
        }
    }

    private static long index(Path snapshot) {
        return SimpleStateMachineStorage.getTermIndexFromSnapshotFile(snapshot.toFile())
                .getIndex();
    }

    private OptionalLong firstOfLog() throws IOException {
        if (!Files.isDirectory(log)) {
            return OptionalLong.empty();
        }
        try (var files = Files.list(log)) {
            return files.map(file -> SEGMENT.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToLong(segment -> Long.parseLong(segment.group(1)))
                    .min();
        }
    }
}
