// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The way from one process to the Raft leader. One attempt for each call: what fails may have been carried out all
 * the same, and the caller decides whether to call again. For one strand only; answers come on any thread.
 */
public interface LeaderTransport extends AutoCloseable {

    /** How long an attempt may go on until it is time for the next one. */
    default Duration patience() {
        return Duration.ofMillis(170);
    }

    /** Puts a command into the log and answers what came of it. The same array again is the same attempt if that goes on. */
    CompletionStage<byte[]> submit(byte[] command);

    /** Asks the member that leads what concerns a session; answered when there is something, or after a while without. */
    CompletionStage<byte[]> inquire(byte[] poll);

    /** Another member says which member leads. The same name again changes nothing: that member was asked. */
    void hint(String leader);

    /** The member that was asked last does not answer in time. */
    void leaveServer();

    /** Whether another member follows a Raft leader that this process has not reached. */
    default boolean isCutOff() {
        return false;
    }

    /** The member that is asked, or was asked last, unless it is the one of this process; may be called from any thread. */
    default Optional<String> server() {
        return Optional.empty();
    }

    @Override
    void close();
}
