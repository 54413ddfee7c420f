// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.contract.ContractTest;

class EtcdConnectionContractTest extends ContractTest<EtcdFixture> implements ConnectionContract {

    EtcdConnectionContractTest() {
        super(() -> EtcdFixture.on(EtcdServer.start()));
    }
}
