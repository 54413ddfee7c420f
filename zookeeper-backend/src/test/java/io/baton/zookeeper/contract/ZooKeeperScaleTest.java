// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.ScaleContract;

class ZooKeeperScaleTest extends ContractTest<ZooKeeperFixture> implements ScaleContract {

    ZooKeeperScaleTest() {
        super(ZooKeeperFixture::standard);
    }
}
