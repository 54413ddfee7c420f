// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.zookeeper.server.ServerRelease;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestEnsemble;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The servers of an ensemble are upgraded one after the other, while two processes stand in an election. */
@Tag("faults")
@Timeout(600)
class RollingUpgradeTest {

    private static final int SERVERS = 3;
    private static final Duration DEFAULT_SESSION = Duration.ofSeconds(10);

    /** The followers first and their leader last, as ZooKeeper's documentation advises. */
    @Test
    void aLeadershipIsKeptOrHandedOnWhileServersAreUpgraded() throws Exception {
        FaultRounds faultRounds = new FaultRounds("server restarted as a later release", SERVERS, SERVERS);
        ServerRelease later = ServerRelease.current();
        int kept = 0;
        try (TestEnsemble ensemble = TestEnsemble.start(
                        SERVERS,
                        ServerSpec.standard().of(ServerRelease.earlier()).withoutForcedWrites());
                ProcessElection processElection = ProcessElections.of("upgrade", DEFAULT_SESSION)) {
            faultRounds.note("begins on " + releases(ensemble));
            processElection.join(ensemble.connectString());
            processElection.join(ensemble.connectString());
            Term term = processElection.term();
            for (TestServer server : followersThenLeader(ensemble)) {
                long stopped = System.nanoTime();
                server.restart(later);
                faultRounds.add(System.nanoTime() - stopped);
                awaitWhole(ensemble);
                // Had no proof succeeded since the stop, the leadership would have ended by then.
                Await.untilAfter(stopped, DEFAULT_SESSION.dividedBy(2).plusMillis(200));
                kept += processElection.isLast(term) ? 1 : 0;
                faultRounds.note("on " + releases(ensemble) + (processElection.isLast(term) ? " kept" : " handed on"));
                term = handedOver(processElection);
            }
            assertThat(ensemble.servers()).extracting(TestServer::version).containsOnly(later.version());
            faultRounds.note(kept + " of " + SERVERS + " times kept");
            faultRounds.conclude("from the stop to a server that serves", processElection.check());
        }
    }

    /** That something stands proves little; an election in the mixed ensemble does. */
    private static Term handedOver(ProcessElection processElection) {
        Term term = processElection.term();
        term.worker().resign();
        Term next = processElection.termAfter(term);
        assertThat(next.worker()).isNotSameAs(term.worker());
        return next;
    }

    private static List<TestServer> followersThenLeader(TestEnsemble ensemble) {
        TestServer leader = ensemble.leader();
        List<TestServer> order = new ArrayList<>(ensemble.followers());
        order.add(leader);
        assertThat(order).hasSize(SERVERS).doesNotHaveDuplicates();
        return order;
    }

    private static void awaitWhole(TestEnsemble ensemble) {
        ensemble.leader();
        Await.untilTrue("two that follow", () -> ensemble.followers().size() == SERVERS - 1);
    }

    private static String releases(TestEnsemble ensemble) {
        return ensemble.servers().stream().map(TestServer::version).collect(Collectors.joining(", "));
    }
}
