// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdCluster;
import io.baton.testkit.contract.LeadershipContract;
import io.baton.testkit.fixture.BackendFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** As at one member, so in the long series only. */
@Tag("faults")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EtcdClusterLeadershipContractTest implements LeadershipContract {

    private EtcdFixture fixture;

    @BeforeAll
    void startCluster() {
        fixture = EtcdFixture.on(EtcdCluster.start());
    }

    @AfterAll
    void stopCluster() {
        fixture.close();
    }

    @Override
    public BackendFixture fixture() {
        return fixture;
    }
}
