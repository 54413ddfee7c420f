// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counted at the server, up to the callback; beside it Curator's {@code LeaderLatch}, counted in the same way. */
@Timeout(300)
class RoundTripsTest {

    private static final String ALONE = "alone";
    private static final String NEW_STORE = "connects, new store";
    private static final String NEW_ELECTION = "connects, new election";
    private static final String JOINS_SECOND = "joins as the second";
    private static final String JOINS_LAST = "joins as the last";
    private static final String SECOND = "the second takes over";
    private static final String THIRD = "the third takes over";
    private static final String LAST = "the last takes over";

    private static TestServer server;

    /** How one kind of participant comes into an election. */
    private interface Kind {
        Contender of(TestServer server, String election) throws InterruptedException;
    }

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(ServerSpec.standard()
                .sessionTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(40))
                .withoutForcedWrites());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void acquiringTakesAtMostTwoRoundTrips() throws Exception {
        Cost baton = alone("alone", Contender::baton);
        Cost latch = alone("alone-latches", Contender::latch);
        print("Baton", 1, Map.of(ALONE, baton));
        print("LeaderLatch", 1, Map.of(ALONE, latch));
        assertThat(baton.roundTrips()).isLessThanOrEqualTo(2);
        assertThat(latch.roundTrips()).isGreaterThan(baton.roundTrips());
    }

    private static Cost alone(String election, Kind kind) throws Exception {
        // The first one makes the directory and the records.
        try (Contender first = kind.of(server, election)) {
            first.stand();
            first.awaitElected();
            first.leave();
        }
        try (Contender measured = kind.of(server, election)) {
            measured.stand();
            return measured.awaitElected();
        }
    }

    @Test
    void aNewElectionTakesFewRequestsWithItsConnection() throws Exception {
        Map<String, Cost> baton = newElections(Contender::baton);
        Map<String, Cost> latch = newElections(Contender::latch);
        print("Baton", 1, baton);
        print("LeaderLatch", 1, latch);
        assertThat(of(baton, NEW_STORE).requests()).isLessThanOrEqualTo(16);
        // One of them watches for the bids of successors, once in a session, and is not waited for.
        assertThat(of(baton, NEW_ELECTION).requests()).isLessThanOrEqualTo(12);
    }

    /** The costs of the first election of a new store and of the one after it, from connecting on. */
    private static Map<String, Cost> newElections(Kind kind) throws Exception {
        Map<String, Cost> costs = new LinkedHashMap<>();
        try (TestServer empty = TestServer.start()) {
            for (String what : List.of(NEW_STORE, NEW_ELECTION)) {
                try (Contender contender = kind.of(empty, "new-" + costs.size())) {
                    contender.standAfterConnecting();
                    costs.put(what, contender.awaitElected());
                }
            }
        }
        return costs;
    }

    @Test
    void takingOverFromOneWhoWasFirstTakesNoRoundTripInAnyQueue() throws Exception {
        Map<String, Cost> few = queueOf(10, "few", Contender::baton);
        Map<String, Cost> many = queueOf(2_000, "many", Contender::baton);
        Map<String, Cost> fewLatches = queueOf(10, "few-latches", Contender::latch);
        Map<String, Cost> manyLatches = queueOf(2_000, "many-latches", Contender::latch);
        print("Baton", 10, few);
        print("LeaderLatch", 10, fewLatches);
        print("Baton", 2_000, many);
        print("LeaderLatch", 2_000, manyLatches);
        holdsTheBounds(few);
        holdsTheBounds(many);
        // The release has carried out the bid that was made ahead. A proof may be due in one of the two moments.
        assertThat(Math.min(of(few, SECOND).requests(), of(many, SECOND).requests()))
                .isZero();
        assertThat(bytes(many, SECOND)).isLessThan(bytes(few, SECOND) + 500);
        assertThat(of(fewLatches, SECOND).roundTrips()).isGreaterThan(1);
        assertThat(of(manyLatches, SECOND).roundTrips()).isGreaterThan(1);
    }

    private static void holdsTheBounds(Map<String, Cost> costs) {
        assertThat(of(costs, SECOND).roundTrips()).isLessThanOrEqualTo(1);
        assertThat(of(costs, THIRD).roundTrips()).isLessThanOrEqualTo(2);
        assertThat(of(costs, LAST).roundTrips()).isLessThanOrEqualTo(2);
        assertThat(of(costs, JOINS_LAST).listings()).isEqualTo(1);
        assertThat(of(costs, SECOND).listings()).isZero();
        assertThat(of(costs, THIRD).listings()).isLessThanOrEqualTo(1);
        assertThat(of(costs, LAST).listings()).isLessThanOrEqualTo(1);
    }

    /** The costs of some candidates of a queue that leave in their order. */
    private static Map<String, Cost> queueOf(int length, String election, Kind kind) throws Exception {
        Map<String, Cost> costs = new LinkedHashMap<>();
        Deque<Contender> contenders = new ArrayDeque<>();
        try (PlainCandidates plain = new PlainCandidates(server.connectString(), Latches.path(election))) {
            for (int i = 0; i < 5; i++) {
                contenders.add(kind.of(server, election));
            }
            Contender first = contenders.remove();
            first.stand();
            first.awaitElected();
            Contender second = contenders.remove();
            costs.put(JOINS_SECOND, second.stand());
            Contender third = contenders.remove();
            third.stand();
            plain.stand(length - 5);
            Contender lastButOne = contenders.remove();
            lastButOne.stand();
            Contender last = contenders.remove();
            costs.put(JOINS_LAST, last.stand());
            contenders.addAll(List.of(first, second, third, lastButOne, last));
            costs.put(SECOND, takesOver(second, first));
            costs.put(THIRD, takesOver(third, second));
            plain.leave();
            takesOver(lastButOne, third);
            costs.put(LAST, takesOver(last, lastButOne));
            last.leave();
            return costs;
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static Cost takesOver(Contender successor, Contender leader) throws Exception {
        successor.countAnew();
        leader.leave();
        return successor.awaitElected();
    }

    private static Cost of(Map<String, Cost> costs, String what) {
        return Objects.requireNonNull(costs.get(what), what);
    }

    private static long bytes(Map<String, Cost> costs, String what) {
        return of(costs, what).asked() + of(costs, what).answered();
    }

    private static void print(String who, int candidates, Map<String, Cost> costs) {
        costs.forEach((what, cost) -> System.out.println(
                "%-12s %4d candidates, %-23s %s".formatted(who + ",", candidates, what + ":", cost)));
    }
}
