// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.leadership.AcquireContract;
import io.baton.testkit.fixture.BackendFixture;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * On three members, from outside them: what every build has time for. All of it is in {@link ClientLeadershipContractTest} and
 * {@link ClientConnectionContractTest}.
 */
@Tag("short")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ClientContractTest implements AcquireContract {

    private RaftFixture fixture;

    @BeforeAll
    void start() throws IOException {
        fixture = RaftFixture.served();
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
