// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.fixture.BackendFixture;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** On one member, in its own process. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RaftConnectionContractTest implements ConnectionContract {

    private RaftFixture fixture;

    @BeforeAll
    void start() throws IOException {
        fixture = RaftFixture.alone();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Override
    public BackendFixture fixture() {
        return fixture;
    }
}
