// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.contract.ContractTest;
import org.junit.jupiter.api.Tag;

/** On three members in three processes, in one of which the participants are. */
@Tag("faults")
class ThreeConnectionContractTest extends ContractTest<RaftFixture> implements ConnectionContract {

    ThreeConnectionContractTest() {
        super(RaftFixture::three);
    }
}
