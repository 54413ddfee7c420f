// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member that was removed while it did not run or could not be reached, and has not heard of it. */
final class Removal {

    private static final Logger LOG = LoggerFactory.getLogger(Removal.class);
    private static final String ASIDE = "removed";

    private Removal() {}

    /**
     * Puts a member's data aside if it was removed: otherwise it would stand for election and be ended by the others again and
     * again. Once the change is committed what the data have it promise binds nobody: whoever is elected needs a majority of those
     * that remained.
     */
    static void heed(Group group, Path dataDir) throws IOException {
        if (group.hasOthers() && isTold(group)) {
            LOG.warn("member {} was removed from the group; its data are set aside in {}", group.id(), dataDir);
            setAside(dataDir);
        }
    }

    private static boolean isTold(Group group) {
        try (AdminConnection connection = new AdminConnection(group)) {
            return Canvass.of(connection, group.members(), group.id())
                    .roll()
                    .filter(roll -> !roll.view().names(group.id()))
                    .isPresent();
        }
    }

    /** In place of those of an earlier removal. */
    private static void setAside(Path dataDir) throws IOException {
        Path aside = dataDir.resolve(ASIDE);
        Directories.delete(aside);
        Path data = dataDir.resolve(Group.ID.getUuid().toString());
        if (Files.exists(data)) {
            Files.move(data, aside, StandardCopyOption.ATOMIC_MOVE);
            Directories.flush(aside);
        }
    }
}
