// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.raft.internal.storage.DirectorySync;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.testkit.fixture.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.ratis.protocol.RaftGroupId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The directory of a member is deleted while the member runs. */
@Timeout(120)
class VanishedDataTest {

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void theMemberStopsAndTheOthersGoOn() throws Exception {
        try (LocalGroup group = LocalGroup.founded(dataDir)) {
            String leader = group.leader();
            RaftGroupId id = group.member(leader).groupId().orElseThrow();
            Path gone = GroupDirectory.of(dataDir.resolve(leader), id);
            DirectorySync.delete(gone);
            assertThat(group.refusal(leader)).contains("stops", gone.toString(), "vanished", "RaftMembership");
            assertThat(group.leader()).isNotEqualTo(leader);
        }
    }

    /** A group of one would begin anew otherwise, and its tokens with it. */
    @Test
    void nothingIsLedWithoutData() throws Exception {
        LocalGroup addresses = new LocalGroup(dataDir);
        try (Baton baton = addresses.configuration("a", "a").connect();
                LeaderElector elector = baton.elector("jobs").start()) {
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            DirectorySync.delete(dataDir.resolve("a"));
            Await.untilTrue("the leadership is lost", () -> !leadership.isHeld());
            assertThat(elector.awaitLeadership(A_WHILE)).isEmpty();
            assertThat(GroupDirectory.find(dataDir.resolve("a"))).isEmpty();
        }
    }
}
