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
import org.apache.ratis.server.RaftServer;
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
        Optional<RunningMember> now = running.get();
        Optional<RaftServer.Division> division = now.flatMap(RunningMember::division);
        // Ratis makes the directory while it starts what belongs to the group.
        if (division.isPresent() && division.get().getInfo().getLifeCycleState() == LifeCycle.State.RUNNING) {
            Path directory =
                    GroupDirectory.of(dataDir, division.get().getMemberId().getGroupId());
            if (!Files.isDirectory(directory.resolve("current"))) {
                onLoss.accept(now.get().replica(), loss(now.get(), directory));
            }
        }
        begin();
    }

    private static IOException loss(RunningMember member, Path directory) {
        return new IOException("member " + member.server().getId() + " stops: its data in " + directory
                + " have vanished while it runs, so it can keep nothing that it promises. Put them back as they were last,"
                + " with this process stopped; or give the member another id and an empty directory, and have"
                + " RaftMembership replace it");
    }
}
