// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

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
