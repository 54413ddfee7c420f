// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.ratis.util.LifeCycle;

/** Looks whether the files of a running member are still there: Ratis writes on into those that were deleted. */
final class DataWatch {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Strand strand;
    private final Path dataDir;
    private final Supplier<Optional<RunningMember>> running;
    private final BiConsumer<ReplicatedStore, IOException> onLoss;

    /** @param onLoss hears, on the strand, whose files are gone, and what to do */
    DataWatch(
            Strand strand,
            Path dataDir,
            Supplier<Optional<RunningMember>> running,
            BiConsumer<ReplicatedStore, IOException> onLoss) {
        this.strand = strand;
        this.dataDir = dataDir;
        this.running = running;
        this.onLoss = onLoss;
    }

    /** From now on until the strand ends. */
    void begin() {
        strand.later(PAUSE, this::look);
    }

    private void look() {
        running.get()
                .ifPresent(now -> now.division()
                        // Ratis makes the directory while it starts what belongs to the group.
                        .filter(division -> division.getInfo().getLifeCycleState() == LifeCycle.State.RUNNING)
                        .map(division -> GroupDirectory.of(
                                dataDir, division.getMemberId().getGroupId()))
                        .filter(directory -> !Files.isDirectory(directory.resolve("current")))
                        .ifPresent(directory -> onLoss.accept(now.replica(), loss(now, directory))));
        begin();
    }

    private static IOException loss(RunningMember member, Path directory) {
        return new IOException("member " + member.server().getId() + " stops: its data in " + directory
                + " have vanished while it runs, so it can keep nothing that it promises. Put them back as they were last,"
                + " with this process stopped; or give the member another id and an empty directory, and have"
                + " RaftMembership replace it");
    }
}
