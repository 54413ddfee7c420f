// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.connection.AskContract;
import io.baton.testkit.contract.connection.CloseContract;
import io.baton.testkit.contract.connection.FloorContract;
import io.baton.testkit.contract.connection.ForgetContract;
import io.baton.testkit.contract.connection.NameContract;
import io.baton.testkit.contract.connection.ObserveContract;
import io.baton.testkit.contract.leadership.AcquireContract;
import io.baton.testkit.contract.leadership.ResignContract;
import io.baton.zookeeper.server.ServerRelease;
import org.junit.jupiter.api.Tag;

/** The topics of the contract that ask the server for most of what it can do, and take little time. */
@Tag("short")
class EarlierZooKeeperContractTest extends ContractTest<ZooKeeperFixture>
        implements AcquireContract,
                AskContract,
                CloseContract,
                FloorContract,
                ForgetContract,
                NameContract,
                ObserveContract,
                ResignContract {

    EarlierZooKeeperContractTest() {
        super(() -> ZooKeeperFixture.on(ServerRelease.earlier()));
    }
}
