// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.testkit.contract.connection.AskContract;
import io.baton.testkit.contract.connection.CallbackContract;
import io.baton.testkit.contract.connection.CandidacyFaultContract;
import io.baton.testkit.contract.connection.CloseContract;
import io.baton.testkit.contract.connection.CostContract;
import io.baton.testkit.contract.connection.FaultsContract;
import io.baton.testkit.contract.connection.FloorContract;
import io.baton.testkit.contract.connection.ForgetContract;
import io.baton.testkit.contract.connection.NameContract;
import io.baton.testkit.contract.connection.ObserveContract;
import io.baton.testkit.contract.connection.ProofContract;
import io.baton.testkit.contract.connection.RestartContract;
import io.baton.testkit.contract.connection.TokenContract;

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
