// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.LeadershipContract;
import io.baton.testkit.fixture.BackendFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ZooKeeperLeadershipContractTest implements LeadershipContract {

    private ZooKeeperFixture fixture;

    @BeforeAll
    void startServer() throws InterruptedException {
        fixture = ZooKeeperFixture.standard();
    }

    @AfterAll
    void stopServer() {
        fixture.close();
    }

    @Override
    public BackendFixture fixture() {
        return fixture;
    }
}
