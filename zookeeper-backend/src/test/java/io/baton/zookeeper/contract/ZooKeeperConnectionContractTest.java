// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.contract.ContractTest;

class ZooKeeperConnectionContractTest extends ContractTest<ZooKeeperFixture> implements ConnectionContract {

    ZooKeeperConnectionContractTest() {
        super(ZooKeeperFixture::standard);
    }
}
