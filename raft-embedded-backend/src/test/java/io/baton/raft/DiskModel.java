// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.DiskJournal.Kind;
import io.baton.raft.DiskJournal.Step;
import io.baton.raft.internal.storage.DirectorySync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The disk below one directory, as a program may rely on it when the power is cut. Of a file the disk keeps what was synced
 * last; of what was written after that any part, in sectors, and zeros where the file has grown without its data. Names are
 * created, replaced and removed on the disk in the order in which the program did so, and as late as {@link Names} allows.
 */
final class DiskModel {

    private final Path root;
    private final Names names;
    private final Map<Long, StoredFile> byInode = new HashMap<>();
    private final Map<String, StoredFile> present = new TreeMap<>();
    private final Map<String, StoredFile> kept = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();

    /** When a name is on the disk at the latest. */
    enum Names {

        /**
         * As ext4 and xfs do it: when the file, since it has got that name, or its directory is synced. These have one journal,
         * so that every earlier change of a name, and of a size to a smaller one, is on the disk too.
         */
        JOURNALED,

        /** When the directory is synced, and only what has changed in that directory. POSIX promises no more. */
        BY_DIRECTORY
    }

    /** A change of a name, or of the size of a file. */
    private record Change(Step step, StoredFile file) {

        /** In which directory it is. */
        String directory() {
            String path = step.kind() == Kind.RENAMED ? step.newPath() : step.path();
            return path.isEmpty() ? "" : parent(path);
        }
    }

    /**
     * A disk that keeps what is in a directory.
     *
     * @param root the directory to which this belongs
     */
    DiskModel(Path content, Path root, Names names) throws IOException {
        this.root = root;
        this.names = names;
        try (var all = Files.walk(content)) {
            for (Path path : all.toList()) {
                present.put(moved(path, content, root).toString(), StoredFile.of(path));
            }
        }
        kept.putAll(present);
    }

    void replay(List<Step> steps) {
        steps.forEach(this::replay);
    }

    private void replay(Step step) {
        switch (step.kind()) {
            case OPENED -> byInode.put(step.inode(), file(present.get(step.path()), step));
            case CREATED -> change(step, StoredFile.empty(false));
            case DIRECTORY_CREATED -> change(step, StoredFile.empty(true));
            case REMOVED, DIRECTORY_REMOVED, RENAMED -> change(step, file(present.get(step.path()), step));
            case WRITTEN -> file(byInode.get(step.inode()), step).change(step);
            case RESIZED -> {
                StoredFile resized = file(byInode.get(step.inode()), step);
                resized.change(step);
                pending.add(new Change(step, resized));
            }
            case SYNCED -> sync(step, file(byInode.get(step.inode()), step));
        }
    }

    private static StoredFile file(@Nullable StoredFile found, Step step) {
        return Optional.ofNullable(found)
                .orElseThrow(() -> new IllegalStateException("the journal has a gap before " + step));
    }

    private void change(Step step, StoredFile file) {
        Change change = new Change(step, file);
        apply(change, present);
        pending.add(change);
        file.named(step.sequence());
        if (step.kind() == Kind.CREATED || step.kind() == Kind.DIRECTORY_CREATED) {
            byInode.put(step.inode(), file);
        }
        Optional.ofNullable(present.get(change.directory())).ifPresent(directory -> directory.named(step.sequence()));
        if (step.kind() == Kind.RENAMED) {
            Optional.ofNullable(present.get(parent(step.path()))).ifPresent(from -> from.named(step.sequence()));
        }
    }

    private void sync(Step step, StoredFile file) {
        file.sync(step.number());
        long before = Math.min(step.number(), file.lastNamed() + 1);
        List<Change> done = pending.stream()
                .filter(change -> names == Names.JOURNALED
                        ? change.step().sequence() < before
                        : change.step().sequence() < step.number() && present.get(change.directory()) == file)
                .toList();
        done.forEach(change -> {
            apply(change, kept);
            change.file().resized(change.step());
        });
        pending.removeAll(done);
        pending.removeIf(change -> change.step().kind() == Kind.RESIZED
                && change.file() == file
                && change.step().sequence() < step.number());
    }

    /** On a disk that has other names than the program sees, some changes have nothing to be made to. */
    private static void apply(Change change, Map<String, StoredFile> to) {
        Step step = change.step();
        switch (step.kind()) {
            case CREATED, DIRECTORY_CREATED -> {
                if (to.containsKey(parent(step.path()))) {
                    to.put(step.path(), change.file());
                }
            }
            case REMOVED, DIRECTORY_REMOVED -> to.keySet().removeIf(path -> isIn(path, step.path()));
            case RENAMED -> {
                Map<String, StoredFile> moved = new TreeMap<>();
                to.forEach((path, file) -> {
                    if (isIn(path, step.path())) {
                        moved.put(step.newPath() + path.substring(step.path().length()), file);
                    }
                });
                if (!moved.isEmpty()) {
                    to.keySet().removeIf(path -> isIn(path, step.path()) || isIn(path, step.newPath()));
                    to.putAll(moved);
                }
            }
            default -> {
                // It is about no name.
            }
        }
    }

    /** Puts what the disk keeps in the place of a directory. Without a random number nothing is kept that need not be. */
    void cut(Path into, Optional<Random> random) throws IOException {
        Map<String, StoredFile> names = new TreeMap<>(kept);
        List<Change> more = random.map(this::anyMore).orElse(List.of());
        more.forEach(change -> apply(change, names));
        DirectorySync.delete(into);
        for (Map.Entry<String, StoredFile> entry : names.entrySet()) {
            Path path = moved(Path.of(entry.getKey()), root, into);
            if (entry.getValue().isDirectory()) {
                Files.createDirectories(path);
            } else if (names.containsKey(parent(entry.getKey()))) {
                Files.write(
                        path,
                        entry.getValue()
                                .content(
                                        random,
                                        step -> more.stream()
                                                .anyMatch(
                                                        change -> change.step().sequence() == step.sequence())));
            }
        }
    }

    /** In one journal the first so many changes; otherwise the first so many of each directory. */
    private List<Change> anyMore(Random random) {
        Map<String, Long> last = new HashMap<>();
        return pending.stream()
                .filter(change -> change.step().sequence()
                        < last.computeIfAbsent(
                                names == Names.JOURNALED ? "" : change.directory(), directory -> anySequence(random)))
                .toList();
    }

    private long anySequence(Random random) {
        int at = random.nextInt(pending.size() + 1);
        return at == pending.size() ? Long.MAX_VALUE : pending.get(at).step().sequence();
    }

    private static Path moved(Path path, Path from, Path to) {
        return to.resolve(from.relativize(path).toString());
    }

    private static boolean isIn(String path, String directory) {
        return path.equals(directory) || path.startsWith(directory + "/");
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
