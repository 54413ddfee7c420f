// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.EtcdRelease;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.contract.LeadershipContract;
import io.baton.testkit.fixture.BackendFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class Etcd35LeadershipContractTest implements LeadershipContract {

    private EtcdFixture fixture;

    @BeforeAll
    void startServer() throws InterruptedException {
        fixture = EtcdFixture.on(EtcdServer.start(EtcdSpec.standard().of(EtcdRelease.V3_5)));
    }

    @AfterAll
    void stopServer() {
        fixture.close();
    }

    @Override
    public BackendFixture fixture() {
        return fixture;
    }
}
