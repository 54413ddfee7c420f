// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import java.time.Duration;

/** One process's connection to a system. Used by one thread. */
interface SystemClient {

    /** Of ZooKeeper sessions and etcd leases alike. */
    Duration LEASE = Duration.ofSeconds(5);

    /**
     * Joins an election.
     *
     * @param onElected called when this process leads, on a thread of the system
     */
    ElectionEntry enter(String election, Runnable onElected) throws Exception;

    /** Asks the store who leads. Returns whether there is a leader. */
    boolean hasLeader(String election) throws Exception;

    /** Leaves all elections as a program of this system does when it stops, and ends the connection. */
    void close() throws Exception;
}
