// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.WorkerSpec;
import java.time.Duration;

/** Elections among processes at a ZooKeeper. */
final class ProcessElections {

    static final String CONNECT_STRING = "baton.zookeeper.connect-string";

    /** Of sessions, where a test does not say otherwise. */
    static final Duration SESSION = Duration.ofSeconds(4);

    /** How long a proof counts then: half of the session. */
    static final Duration VALIDITY = SESSION.dividedBy(2);

    private ProcessElections() {}

    static ProcessElection of(String election) {
        return of(election, SESSION);
    }

    static ProcessElection of(String election, Duration session) {
        return ProcessElection.of(entrants(session), election);
    }

    /** Among Curator's latches, to which none of the promises apply. */
    static ProcessElection ofLatches(String election) {
        return ProcessElection.of(entrants(SESSION).running(LatchWorker.class), election);
    }

    private static WorkerSpec entrants(Duration session) {
        return WorkerSpec.over("zookeeper", CONNECT_STRING, session)
                .with("baton.zookeeper.root", Store.ROOT)
                .with("org.slf4j.simpleLogger.log.org.apache.zookeeper.ClientCnxn", "info");
    }
}
