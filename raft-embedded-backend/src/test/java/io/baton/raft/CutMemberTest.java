// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The long series; their short form is in {@link ThreeMembersTest}. */
@Tag("faults")
@Timeout(3600)
class CutMemberTest implements CutSeries {

    private static Optional<CutNetwork> network = Optional.empty();
    private static Members members;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        network = CutNetwork.open();
        members = network.map(site -> new Members(dataDir, "cut", site)).orElseGet(() -> Members.on(dataDir, "cut"));
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
