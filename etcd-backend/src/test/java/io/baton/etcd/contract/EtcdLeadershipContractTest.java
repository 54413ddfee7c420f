// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;

class EtcdLeadershipContractTest extends ContractTest<EtcdFixture> implements LeadershipContract {

    EtcdLeadershipContractTest() {
        super(() -> EtcdFixture.on(EtcdServer.start()));
    }
}
