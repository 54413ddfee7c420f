// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.connection.AskContract;
import io.baton.testkit.contract.connection.CloseContract;
import io.baton.testkit.contract.connection.FloorContract;
import io.baton.testkit.contract.connection.ForgetContract;
import io.baton.testkit.contract.connection.NameContract;
import io.baton.testkit.contract.connection.ObserveContract;
import io.baton.testkit.contract.leadership.AcquireContract;
import io.baton.testkit.contract.leadership.ResignContract;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.zookeeper.server.ServerRelease;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The topics of the contract that ask the server for most of what it can do, and take little time. */
@Tag("short")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EarlierZooKeeperContractTest
        implements AcquireContract,
                AskContract,
                CloseContract,
                FloorContract,
                ForgetContract,
                NameContract,
                ObserveContract,
                ResignContract {

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
