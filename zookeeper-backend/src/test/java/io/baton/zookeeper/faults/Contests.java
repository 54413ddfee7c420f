// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Entrants;
import java.time.Duration;

/** Elections among processes at a ZooKeeper. */
final class Contests {

    static final String CONNECT_STRING = "baton.zookeeper.connect-string";

    /** Of sessions, where a test does not say otherwise. */
    static final Duration SESSION = Duration.ofSeconds(4);

    /** How long a proof counts then: half of the session. */
    static final Duration VALIDITY = SESSION.dividedBy(2);

    private Contests() {}

    static Contest of(String election) {
        return of(election, SESSION);
    }

    static Contest of(String election, Duration session) {
        return Contest.of(entrants(session), election);
    }

    /** Among Curator's latches, to which none of the promises apply. */
    static Contest ofLatches(String election) {
        return Contest.of(entrants(SESSION).running(LatchWorker.class), election);
    }

    private static Entrants entrants(Duration session) {
        return Entrants.over("zookeeper", CONNECT_STRING, session)
                .with("baton.zookeeper.root", Store.ROOT)
                .with("org.slf4j.simpleLogger.log.org.apache.zookeeper.ClientCnxn", "info");
    }
}
