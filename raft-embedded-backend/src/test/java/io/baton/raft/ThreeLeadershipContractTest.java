// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.LeadershipContract;
import org.junit.jupiter.api.Tag;

/** On three members in three processes, in one of which the participants are. */
@Tag("faults")
class ThreeLeadershipContractTest extends ContractTest<RaftFixture> implements LeadershipContract {

    ThreeLeadershipContractTest() {
        super(RaftFixture::three);
    }
}
