// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.ScaleContract;

/** On one member, in its own process. */
class RaftScaleTest extends ContractTest<RaftFixture> implements ScaleContract {

    RaftScaleTest() {
        super(RaftFixture::alone);
    }
}
