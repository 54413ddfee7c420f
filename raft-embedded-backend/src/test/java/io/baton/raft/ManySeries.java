// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many elections in one group of three, and many processes beside it. */
interface ManySeries {

    boolean LONG = Boolean.getBoolean("baton.faults");
    int ELECTIONS = LONG ? 1_000 : 200;
    int CLIENTS = LONG ? 10 : 1;
    Duration ENTRY = Duration.ofSeconds(10);

    /** In which one election is contested. */
    Members members();

    @Test
    default void manyElectionsAreEnteredOverOneSession() {
        members().calm();
        Map<String, String> configuration = new HashMap<>(members().configuration());
        configuration.put("baton.raft.id", "thousand");
        configuration.put("baton.lease-duration", "5s");
        try (Baton baton = Baton.connect(configuration)) {
            List<LeaderElector> electors = new ArrayList<>();
            for (int i = 0; i < ELECTIONS; i++) {
                electors.add(baton.elector("election-" + i));
            }
            long begun = System.nanoTime();
            electors.forEach(LeaderElector::start);
            Await.untilTrue("all lead", () -> electors.stream().allMatch(LeaderElector::isLeader));
            Duration led = Duration.ofNanos(System.nanoTime() - begun);
            System.out.println(ELECTIONS + " elections entered and led after " + led.toMillis() + " ms");
            if (LONG) {
                assertThat(led).isLessThan(ENTRY);
            }
        }
    }

    @Test
    default void processesThatAreNoMembersTakeTheirTurns() {
        ProcessElection processElection = members().contest();
        Set<Worker> all = new HashSet<>();
        Members.IDS.forEach(id -> all.add(members().worker(id)));
        List<Worker> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(members().client("client-" + i));
        }
        all.addAll(clients);
        Set<Worker> led = new HashSet<>();
        Term term = processElection.term();
        for (long begun = System.nanoTime(); led.size() < all.size(); ) {
            assertThat(System.nanoTime() - begun)
                    .as("time until all have led")
                    .isLessThan(Await.LONG.multipliedBy(5).toNanos());
            led.add(term.worker());
            if (term.isOpen()) {
                term.worker().resign();
            }
            term = processElection.termAfter(term);
        }
        clients.forEach(Worker::kill);
        while (clients.contains(term.worker())) {
            term = processElection.termAfter(term);
        }
        assertThat(processElection.check().violations()).isEmpty();
    }
}
