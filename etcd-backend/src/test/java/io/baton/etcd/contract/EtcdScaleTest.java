// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.ScaleContract;

class EtcdScaleTest extends ContractTest<EtcdFixture> implements ScaleContract {

    EtcdScaleTest() {
        super(() -> EtcdFixture.on(EtcdServer.start()));
    }
}
