// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What three members go through in the long series, once or a few times, with one group. */
@Timeout(3600)
class ThreeMembersTest implements KillSeries, HandOverSeries, CutSeries, ManySeries {

    private static Optional<CutNetwork> network = Optional.empty();
    private static Members members;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        network = CutNetwork.open();
        members =
                network.map(site -> new Members(dataDir, "three", site)).orElseGet(() -> Members.on(dataDir, "three"));
    }

    @AfterAll
    static void stop() {
        members.close();
        network.ifPresent(CutNetwork::close);
    }

    @Override
    public Members members() {
        return members;
    }

    @Override
    public Optional<CutNetwork> network() {
        return network;
    }
}
