// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdRelease;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;

class Etcd35LeadershipContractTest extends ContractTest<EtcdFixture> implements LeadershipContract {

    Etcd35LeadershipContractTest() {
        super(() -> EtcdFixture.on(EtcdServer.start(EtcdSpec.standard().of(EtcdRelease.V3_5))));
    }
}
