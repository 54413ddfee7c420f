// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

/** What an operator sees in the store, independently of the candidates. To be used by one thread. */
public interface ChaosStore {

    /** How many candidates stand in the election. */
    int candidates() throws Exception;

    /** How many sessions have anything in the store. */
    int sessions() throws Exception;

    /** All candidates have been closed and their processes have ended; what is left is asked for next. */
    default void candidatesEnded() throws Exception {}

    /** What the servers say of themselves, for the message of a round that fails. */
    String account();
}
