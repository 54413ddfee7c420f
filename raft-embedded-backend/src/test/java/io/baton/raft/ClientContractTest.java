// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.contract.ContractTest;
import io.baton.testkit.contract.leadership.AcquireContract;
import org.junit.jupiter.api.Tag;

/**
 * On three members, from outside them: what every build has time for. All of it is in {@link ClientLeadershipContractTest} and
 * {@link ClientConnectionContractTest}.
 */
@Tag("short")
class ClientContractTest extends ContractTest<RaftFixture> implements AcquireContract {

    ClientContractTest() {
        super(RaftFixture::served);
    }
}
