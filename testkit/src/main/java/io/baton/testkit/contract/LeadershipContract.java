// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.testkit.contract.leadership.AcquireContract;
import io.baton.testkit.contract.leadership.AwaitContract;
import io.baton.testkit.contract.leadership.DrainContract;
import io.baton.testkit.contract.leadership.LossContract;
import io.baton.testkit.contract.leadership.RecoverContract;
import io.baton.testkit.contract.leadership.RenewContract;
import io.baton.testkit.contract.leadership.ResignContract;
import io.baton.testkit.contract.leadership.SessionFaultContract;
import io.baton.testkit.contract.leadership.WorkContract;

/**
 * The half of the {@link ElectionContract} that follows one leadership from its candidacy to its release. A backend that
 * implements it has another class that implements {@link ConnectionContract}: two classes can run at once.
 */
public interface LeadershipContract
        extends AcquireContract,
                AwaitContract,
                RenewContract,
                LossContract,
                RecoverContract,
                ResignContract,
                WorkContract,
                SessionFaultContract,
                DrainContract {}
