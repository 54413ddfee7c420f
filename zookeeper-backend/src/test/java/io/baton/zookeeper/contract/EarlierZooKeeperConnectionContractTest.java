// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.zookeeper.server.ServerRelease;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** As on the current release, so in the long series only. */
@Tag("faults")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EarlierZooKeeperConnectionContractTest implements ConnectionContract {

    private ZooKeeperFixture fixture;

    @BeforeAll
    void startServer() throws InterruptedException {
        fixture = ZooKeeperFixture.on(ServerRelease.earlier());
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
