// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;

class ZooKeeperLeadershipContractTest extends ContractTest<ZooKeeperFixture> implements LeadershipContract {

    ZooKeeperLeadershipContractTest() {
        super(ZooKeeperFixture::standard);
    }
}
