// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.testkit.fixture.BackendFixture;

public class InMemoryElectionContractTest implements ElectionContract {

    private static final BackendFixture FIXTURE = new InMemoryFixture();

    @Override
    public BackendFixture fixture() {
        return FIXTURE;
    }
}
