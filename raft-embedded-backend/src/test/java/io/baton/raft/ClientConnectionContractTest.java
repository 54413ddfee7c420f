// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.contract.ContractTest;
import org.junit.jupiter.api.Tag;

/** On three members, from outside them. */
@Tag("faults")
class ClientConnectionContractTest extends ContractTest<RaftFixture> implements ConnectionContract {

    ClientConnectionContractTest() {
        super(RaftFixture::served);
    }
}
