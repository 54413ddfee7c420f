// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdCluster;
import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;
import org.junit.jupiter.api.Tag;

/** As at one member, so in the long series only. */
@Tag("faults")
class EtcdClusterLeadershipContractTest extends ContractTest<EtcdFixture> implements LeadershipContract {

    EtcdClusterLeadershipContractTest() {
        super(() -> EtcdFixture.on(EtcdCluster.start()));
    }
}
