// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.fixture.BackendFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** On one member, in its own process. */
@Tag("faults")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RaftConnectionContractTest implements ConnectionContract {

    private RaftFixture fixture;

    @BeforeAll
    void startMember(@TempDir Path dataDir) throws IOException {
        fixture = RaftFixture.alone(dataDir);
    }

    @AfterAll
    void stopMember() {
        fixture.close();
    }

    @Override
    public BackendFixture fixture() {
        return fixture;
    }
}
