// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdCluster;
import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.contract.ContractTest;
import org.junit.jupiter.api.Tag;

/** As at one member, so in the long series only. */
@Tag("faults")
class EtcdClusterConnectionContractTest extends ContractTest<EtcdFixture> implements ConnectionContract {

    EtcdClusterConnectionContractTest() {
        super(() -> EtcdFixture.on(EtcdCluster.start()));
    }
}
