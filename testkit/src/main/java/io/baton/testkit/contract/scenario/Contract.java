// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.testkit.fixture.BackendFixture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the halves of the contract have in common. */
@Timeout(300)
@ExtendWith(ContractScenarioExtension.class)
public interface Contract {

    /** The backend under test; the same for all tests of the class. */
    BackendFixture fixture();
}
