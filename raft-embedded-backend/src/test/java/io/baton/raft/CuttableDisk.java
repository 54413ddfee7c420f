// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.DiskJournal.Step;
import io.baton.raft.DiskModel.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directory of one member, from which a power cut takes what was not synced. To be used by one thread. */
final class CuttableDisk {

    /** So that many cuts come near one. */
    private static final int SNAPSHOT_EVERY = 300;

    private static final int LAST_STEPS = 40;

    private static final Pattern SNAPSHOT = Pattern.compile("snapshot\\.\\d+_(\\d+)");

    private final Path library;
    private final Path directory;
    private final Path journal;
    private final Names names;
    private final Path base;
    private List<Step> steps = List.of();
    private int cutAt;

    /** A directory that is made now. */
    CuttableDisk(Path library, Path directory, Path journal, Names names) throws IOException {
        this.library = library;
        this.directory = Files.createDirectories(directory);
        this.journal = journal;
        this.names = names;
        base = journal.resolveSibling(journal.getFileName() + ".base");
    }

    /** The command that runs the member, which begins with what the disk keeps now. */
    List<String> through() {
        try {
            new DiskModel(directory, directory, names).cut(base, Optional.empty());
            List<String> command = new ArrayList<>(DiskJournal.through(library, directory, journal));
            command.add("JDK_JAVA_OPTIONS=-Dio.baton.raft.snapshot-every=" + SNAPSHOT_EVERY);
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The power is cut, after the member was killed. Without a random number all is lost that was not synced.
     *
     * @return how many snapshots the member was given since it was started
     */
    int cut(Optional<Random> random) throws IOException {
        steps = DiskJournal.read(journal);
        cut(directory, steps.size(), random);
        return (int) steps.stream()
                .filter(step -> step.kind() == DiskJournal.Kind.RENAMED
                        && step.newPath().endsWith("/sm"))
                .count();
    }

    /** What the disk keeps if the power was cut earlier, every second time where names were changed. */
    void cutEarlier(Path into, Random random) throws IOException {
        List<Step> changes = steps.stream()
                .filter(step -> step.kind() == DiskJournal.Kind.RENAMED || step.kind() == DiskJournal.Kind.REMOVED)
                .toList();
        int at = random.nextInt(steps.size() + 1);
        if (random.nextBoolean() && !changes.isEmpty()) {
            at = steps.indexOf(changes.get(random.nextInt(changes.size()))) + random.nextInt(3);
        }
        cut(into, at, random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random));
    }

    private void cut(Path into, int before, Optional<Random> random) throws IOException {
        DiskModel model = new DiskModel(base, directory, names);
        cutAt = Math.min(before, steps.size());
        model.replay(steps.subList(0, cutAt));
        model.cut(into, random);
    }

    /** What there is in a directory, and the last steps before the cut that have put it there, for messages. */
    String account(Path of) throws IOException {
        List<Step> before = steps.subList(0, cutAt).stream()
                .filter(step -> step.kind() != DiskJournal.Kind.WRITTEN)
                .toList();
        try (var all = Files.walk(of)) {
            return all.map(path -> of.relativize(path).toString()).sorted().toList() + " after "
                    + before.subList(Math.max(0, before.size() - LAST_STEPS), before.size()).stream()
                            .map(step -> step.sequence() + " " + step.kind() + " " + step.path() + " " + step.newPath())
                            .toList();
        }
    }

    Path directory() {
        return directory;
    }

    /** Up to which entry the latest snapshot goes, finished or not. */
    long snapshot() {
        try (var all = Files.walk(directory)) {
            return all.map(file -> SNAPSHOT.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::lookingAt)
                    .mapToLong(name -> Long.parseLong(name.group(1)))
                    .max()
                    .orElse(-1);
        } catch (IOException | UncheckedIOException changing) {
            return -1;
        }
    }
}
