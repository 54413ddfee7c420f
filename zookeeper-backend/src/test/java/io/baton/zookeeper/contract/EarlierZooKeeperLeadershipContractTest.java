// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;
import io.baton.zookeeper.server.ServerRelease;
import org.junit.jupiter.api.Tag;

/** As on the current release, so in the long series only. */
@Tag("faults")
class EarlierZooKeeperLeadershipContractTest extends ContractTest<ZooKeeperFixture> implements LeadershipContract {

    EarlierZooKeeperLeadershipContractTest() {
        super(() -> ZooKeeperFixture.on(ServerRelease.earlier()));
    }
}
