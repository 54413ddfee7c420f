// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;
import org.junit.jupiter.api.Tag;

/** On three members, from outside them. */
@Tag("faults")
class ClientLeadershipContractTest extends ContractTest<RaftFixture> implements LeadershipContract {

    ClientLeadershipContractTest() {
        super(RaftFixture::served);
    }
}
