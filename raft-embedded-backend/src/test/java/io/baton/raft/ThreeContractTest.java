// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.leadership.AcquireContract;
import org.junit.jupiter.api.Tag;

/**
 * On three members in three processes, in one of which the participants are: what every build has time for. All of it is in {@link ThreeLeadershipContractTest} and
 * {@link ThreeConnectionContractTest}.
 */
@Tag("short")
class ThreeContractTest extends ContractTest<RaftFixture> implements AcquireContract {

    ThreeContractTest() {
        super(RaftFixture::three);
    }
}
