// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What three members go through in the long series, once or a few times, with one group. */
@Tag("short")
@Timeout(3600)
class ThreeMembersTest implements KillSeries, HandOverSeries, CutSeries, BridgeSeries, ManySeries {

    private static Members members;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        members = Members.onHosts(dataDir, "three");
    }

    @AfterAll
    static void stop() {
        members.close();
    }

    @Override
    public Members members() {
        return members;
    }
}
