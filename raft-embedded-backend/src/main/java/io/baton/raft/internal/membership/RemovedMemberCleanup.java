// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.storage.DirectorySync;
import io.baton.raft.internal.storage.GroupDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroupId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a member does not take along when it begins again: the data of a group that it is not in any more. */
public final class RemovedMemberCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(RemovedMemberCleanup.class);
    private static final String ASIDE = "removed";

    private final GroupConfig group;
    private final Path dataDir;
    private boolean mayBeRemoved;
    private Optional<RaftGroupId> unheard = Optional.empty();

    public RemovedMemberCleanup(GroupConfig group, Path dataDir) {
        this.group = group;
        this.dataDir = dataDir;
    }

    /** The others may have removed this member. */
    public void mayBeRemoved(boolean removed) {
        mayBeRemoved = removed;
    }

    /** This member leaves that group, of which it has heard nothing. */
    public void leaves(RaftGroupId group) {
        unheard = Optional.of(group);
    }

    /** To be called while the member does not run. */
    public void heed() throws IOException {
        if (mayBeRemoved) {
            heedRemoval();
        }
        mayBeRemoved = false;
        if (unheard.isPresent() && !GroupDirectory.leave(dataDir, unheard.get())) {
            LOG.info("member {} has heard of its group meanwhile and stays", group.id());
        }
        unheard = Optional.empty();
    }

    /**
     * Puts a member's data aside if it was removed while it did not run or could not be reached: otherwise it would stand for election and be ended by the others again and
     * again. Once the change is committed what the data have it promise binds no member: a Raft leader needs a majority of those
     * that remained.
     */
    private void heedRemoval() throws IOException {
        Optional<RaftGroupId> own = GroupDirectory.find(dataDir);
        if (group.hasOthers() && own.isPresent() && isTold(own.get())) {
            LOG.warn("member {} was removed from the group; its data are set aside in {}", group.id(), dataDir);
            setAside(own.get());
        }
    }

    private boolean isTold(RaftGroupId own) {
        try (AdminClient connection = new AdminClient(group)) {
            return GroupProbe.of(connection, group.members(), group.id()).leaderViews().stream()
                    .anyMatch(leaderView ->
                            leaderView.group().equals(own) && !leaderView.view().names(group.id()));
        }
    }

    /** In place of those of an earlier removal. */
    private void setAside(RaftGroupId own) throws IOException {
        Path aside = dataDir.resolve(ASIDE);
        DirectorySync.delete(aside);
        Path data = GroupDirectory.of(dataDir, own);
        if (Files.exists(data)) {
            Files.move(data, aside, StandardCopyOption.ATOMIC_MOVE);
            DirectorySync.flush(aside);
        }
    }
}
