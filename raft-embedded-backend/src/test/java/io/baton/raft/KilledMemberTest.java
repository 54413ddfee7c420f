// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.process.election.FaultRounds;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The long series; their short form is in {@link ThreeMembersTest}. */
@Tag("faults")
@Timeout(3600)
class KilledMemberTest implements KillSeries {

    private static Members members;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        members = Members.on(dataDir, "killed");
    }

    @AfterAll
    static void stop() {
        members.close();
    }

    @Override
    public Members members() {
        return members;
    }

    /** Loading classes is the greater part of a start, where there are fewer processors than members. */
    @Test
    void withAClassDataArchiveALeaderIsBackWithinFiveSeconds(@TempDir Path directory) throws Exception {
        ClassDataArchive archive = new ClassDataArchive(directory);
        killAll(new FaultRounds("kill -9 of all three members, their classes noted", 1, 1), archive.recording());
        archive.write();
        FaultRounds faultRounds =
                new FaultRounds("kill -9 of all three members, which have a class data archive", 1, 10);
        killAll(faultRounds, archive.using());
        faultRounds.assertWithin(Duration.ofSeconds(5));
    }
}
