// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ConnectionContract;
import io.baton.testkit.contract.ContractTest;

/** On one member, in its own process. */
class RaftConnectionContractTest extends ContractTest<RaftFixture> implements ConnectionContract {

    RaftConnectionContractTest() {
        super(RaftFixture::alone);
    }
}
