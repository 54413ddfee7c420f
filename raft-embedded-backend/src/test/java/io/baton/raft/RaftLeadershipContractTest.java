// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;

/** On one member, in its own process. */
class RaftLeadershipContractTest extends ContractTest<RaftFixture> implements LeadershipContract {

    RaftLeadershipContractTest() {
        super(RaftFixture::alone);
    }
}
