// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The long series; their short form is in {@link ThreeMembersTest}. */
@Tag("faults")
@Timeout(3600)
class CutMemberTest implements CutSeries, BridgeSeries {

    private static Members members;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        members = Members.onHosts(dataDir, "cut");
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
