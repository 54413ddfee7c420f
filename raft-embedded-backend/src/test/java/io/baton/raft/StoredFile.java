// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.DiskJournal.Kind;
import io.baton.raft.DiskJournal.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** A file or directory of a {@link DiskModel}: what of it is on the disk, and what has changed since. */
final class StoredFile {

    private static final int SECTOR = 512;

    private final boolean isDirectory;
    private final List<Step> pending = new ArrayList<>();
    private final Set<Step> resized = new HashSet<>();
    private byte[] synced;
    private long lastNamed = -1;

    private StoredFile(boolean isDirectory, byte[] synced) {
        this.isDirectory = isDirectory;
        this.synced = synced;
    }

    static StoredFile empty(boolean isDirectory) {
        return new StoredFile(isDirectory, new byte[0]);
    }

    static StoredFile of(Path path) throws IOException {
        return Files.isDirectory(path) ? empty(true) : new StoredFile(false, Files.readAllBytes(path));
    }

    boolean isDirectory() {
        return isDirectory;
    }

    /** A name of it, or in it, has changed. */
    void named(long sequence) {
        lastNamed = sequence;
    }

    long lastNamed() {
        return lastNamed;
    }

    /** It was written, or its size was changed. */
    void change(Step step) {
        pending.add(step);
    }

    /** A change of its size is on the disk, although the file was not synced. */
    void resized(Step step) {
        resized.add(step);
    }

    void sync(long before) {
        List<Step> done =
                pending.stream().filter(step -> step.sequence() < before).toList();
        for (Step step : done) {
            synced = step.kind() == Kind.RESIZED
                    ? Arrays.copyOf(synced, (int) step.number())
                    : written(synced, step, at -> true);
        }
        pending.removeAll(done);
        done.forEach(resized::remove);
    }

    /**
     * What the disk may keep of it; without a random number what it has to.
     *
     * @param isMore which changes of a size are on the disk besides
     */
    byte[] content(Optional<Random> random, Predicate<Step> isMore) {
        byte[] content = synced;
        for (Step step : pending) {
            if (step.kind() == Kind.WRITTEN) {
                content = random.isPresent() ? anyPart(content, step, random.get()) : content;
            } else if (resized.contains(step) || isMore.test(step)) {
                content = Arrays.copyOf(content, (int) step.number());
            } else {
                // What is written after it goes where the disk has nothing of this file yet.
                break;
            }
        }
        return content;
    }

    private static byte[] anyPart(byte[] content, Step step, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> content;
            case 1 -> written(content, step, at -> false);
            case 2 -> written(content, step, at -> random.nextBoolean());
            default -> written(content, step, at -> true);
        };
    }

    /** @param isKept told the offset of each sector */
    private static byte[] written(byte[] content, Step step, Predicate<Long> isKept) {
        int begin = (int) step.number();
        int end = begin + step.data().remaining();
        byte[] changed = Arrays.copyOf(content, Math.max(content.length, end));
        for (int at = begin; at < end; at = (at / SECTOR + 1) * SECTOR) {
            int next = Math.min(end, (at / SECTOR + 1) * SECTOR);
            if (isKept.test((long) at)) {
                step.data().get(at - begin, changed, at, next - at);
            }
        }
        return changed;
    }
}
