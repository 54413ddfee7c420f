// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.testkit.fixture.BackendFixture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every backend passes against its real server: a test class implements this and supplies the fixture, nothing more.
 * A class that overrides or disables a test of the contract fails as a whole.
 */
@Timeout(120)
@ExtendWith(SceneExtension.class)
public interface ElectionContract
        extends AcquireContract,
                AwaitContract,
                RenewContract,
                LossContract,
                RecoverContract,
                ResignContract,
                WorkContract,
                DrainContract,
                CloseContract,
                TokenContract,
                FloorContract,
                AskContract,
                ObserveContract,
                CallbackContract,
                NameContract,
                CostContract,
                RestartContract,
                FaultsContract {

    /** The backend under test; the same for all tests of the class. */
    BackendFixture fixture();
}
