// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdRelease;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.contract.ContractTest;

class Etcd35ConnectionContractTest extends ContractTest<EtcdFixture> implements ConnectionContract {

    Etcd35ConnectionContractTest() {
        super(() -> EtcdFixture.on(EtcdServer.start(EtcdSpec.standard().of(EtcdRelease.V3_5))));
    }
}
