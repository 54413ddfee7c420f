// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

/**
 * The half of the {@link ElectionContract} that is about more than one leadership: tokens, floors, names, observers,
 * callbacks, proofs that are told, cost, restarts. A backend that implements it has another class that implements {@link LeadershipContract}:
 * two classes can run at once.
 */
public interface ConnectionContract
        extends CloseContract,
                TokenContract,
                FloorContract,
                AskContract,
                ObserveContract,
                CallbackContract,
                ProofContract,
                NameContract,
                CostContract,
                RestartContract,
                FaultsContract,
                ForgetContract,
                CandidacyFaultContract {}
