// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.WorkerSpec;
import java.time.Duration;

/** Elections among processes at an etcd. Their servers are endpoints, with commas between. */
final class ProcessElections {

    static final String ENDPOINTS = "baton.etcd.endpoints";

    /** Of sessions, where a test does not say otherwise: a validity of half of it outlives a stall of a busy machine. */
    static final Duration LEASE = Duration.ofSeconds(4);

    /** How often etcd looks for leases that have run out. */
    static final Duration SCAN = Duration.ofMillis(500);

    private ProcessElections() {}

    static ProcessElection of(String election) {
        return of(election, LEASE);
    }

    static ProcessElection of(String election, Duration lease) {
        return ProcessElection.of(WorkerSpec.over("etcd", ENDPOINTS, lease), election);
    }

    /** How long a proof counts. */
    static Duration validity(Duration lease) {
        return lease.dividedBy(2);
    }
}
