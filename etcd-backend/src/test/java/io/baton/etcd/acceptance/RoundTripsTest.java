// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.etcd.server.Call;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counted on the wire, up to the callback. */
@Timeout(300)
class RoundTripsTest {

    private static final String FRESH = "a fresh election";
    private static final String ALONE = "alone";
    private static final String JOINS_SECOND = "joins as the second";
    private static final String JOINS_LAST = "joins as the last";
    private static final String SECOND = "the second takes over";
    private static final String THIRD = "the third takes over";
    private static final String LAST = "the last takes over";

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final int LEASES = 2;

    private static EtcdServer server;
    private static PlainClient plain;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
        plain = new PlainClient(server);
    }

    @AfterAll
    static void stop() {
        plain.close();
        server.close();
    }

    @Test
    void acquiringTakesTwoRoundTripsAlsoInAnElectionThatNeverWas() throws Exception {
        Cost fresh = alone("alone");
        Cost present = alone("alone");
        print(1, Map.of(FRESH, fresh));
        print(1, Map.of(ALONE, present));
        assertThat(fresh.roundTrips()).isLessThanOrEqualTo(2);
        assertThat(present.roundTrips()).isLessThanOrEqualTo(2);
    }

    private static Cost alone(String election) throws Exception {
        try (Contender measured = new Contender(server, election)) {
            measured.stand();
            Cost cost = measured.awaitElected();
            measured.leave();
            return cost;
        }
    }

    @Test
    void takingOverFromOneWhoWasFirstTakesNoRoundTripInAnyQueue() throws Exception {
        Map<String, Cost> few = queueOf(10, "few");
        Map<String, Cost> many = queueOf(200, "many");
        print(10, few);
        print(200, many);
        holdsTheBounds(few);
        holdsTheBounds(many);
        assertThat(bytes(many, JOINS_LAST)).isLessThan(bytes(few, JOINS_LAST) + 500);
        assertThat(bytes(many, LAST)).isLessThan(bytes(few, LAST) + 500);
    }

    private static void holdsTheBounds(Map<String, Cost> costs) {
        // The entry, and the bid that the release of the leader will carry out.
        assertThat(of(costs, JOINS_SECOND).roundTrips()).isEqualTo(2);
        assertThat(of(costs, JOINS_SECOND).requests()).isEqualTo(2);
        assertThat(of(costs, JOINS_LAST).roundTrips()).isEqualTo(1);
        assertThat(of(costs, SECOND).requests()).isZero();
        assertThat(of(costs, THIRD).roundTrips()).isLessThanOrEqualTo(2);
        assertThat(of(costs, LAST).roundTrips()).isLessThanOrEqualTo(2);
        assertThat(of(costs, LAST).requests()).isLessThanOrEqualTo(3);
    }

    /** The costs of some candidates of a queue that leave in their order. */
    private static Map<String, Cost> queueOf(int length, String election) throws Exception {
        Map<String, Cost> costs = new LinkedHashMap<>();
        Deque<Contender> contenders = new ArrayDeque<>();
        List<String> others = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                contenders.add(new Contender(server, election));
            }
            List<Contender> all = List.copyOf(contenders);
            all.get(0).stand();
            all.get(0).awaitElected();
            costs.put(JOINS_SECOND, all.get(1).stand());
            all.get(2).stand();
            for (int i = 0; i < length - 5; i++) {
                others.add(other(election));
            }
            all.get(3).stand();
            costs.put(JOINS_LAST, all.get(4).stand());
            costs.put(SECOND, takesOver(all.get(1), all.get(0)));
            costs.put(THIRD, takesOver(all.get(2), all.get(1)));
            others.forEach(plain::delete);
            takesOver(all.get(3), all.get(2));
            costs.put(LAST, takesOver(all.get(4), all.get(3)));
            return costs;
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    /** A key in the queue with no process behind it. */
    private static String other(String election) {
        long lease = plain.grant();
        String key = "baton/" + election + "/" + Long.toHexString(lease);
        plain.put(key, lease);
        return key;
    }

    private static Cost takesOver(Contender successor, Contender leader) throws Exception {
        successor.countAnew();
        leader.leave();
        return successor.awaitElected();
    }

    @Test
    void aWaitingCandidateLooksOncePerLeaseDuration() throws Exception {
        looksOfWaitingCandidates(1);
        looksOfWaitingCandidates(100);
    }

    private static void looksOfWaitingCandidates(int elections) throws Exception {
        try (CallLog log = CallLog.inFrontOf(server);
                Baton leading =
                        Connecting.to(server.endpoint(), LEASE.multipliedBy(10)).connect();
                Baton waiting = Connecting.to(log.endpoint(), LEASE).connect()) {
            String name = "waited-for-" + elections + "-";
            List<LeaderElector> leaders = start(leading, name, elections);
            await().atMost(BOUND).until(() -> leaders.stream().allMatch(LeaderElector::isLeader));
            start(waiting, name, elections);
            await().atMost(BOUND).until(() -> plain.count("baton/" + name) == 2L * elections);
            // What entering has caused is over once everybody has looked again.
            interval(LEASE.multipliedBy(2));
            log.clear();
            interval(LEASE.multipliedBy(LEASES));
            List<Call> calls = log.calls();
            long proofs = calls.stream().filter(Cost::isProof).count();
            long transactions = calls.stream()
                    .filter(call -> call.method().equals("KV/Txn"))
                    .count();
            long renewals = log.calls("Lease/LeaseKeepAlive").size();
            int bytes = (int) calls.stream()
                    .mapToLong(call -> call.requestBytes() + call.replyBytes())
                    .sum();
            long looks = transactions - proofs;
            System.out.println("waiting in " + elections + " elections, in " + LEASES + " lease durations: " + looks
                    + " looks, " + renewals + " renewals and " + proofs + " proofs of the session, " + bytes
                    + " B with all events, methods "
                    + calls.stream().map(Call::method).distinct().sorted().toList());
            assertThat(looks).isLessThanOrEqualTo((LEASES + 1L) * elections);
            assertThat(renewals).isLessThanOrEqualTo(3L * LEASES + 2);
        }
    }

    private static List<LeaderElector> start(Baton baton, String name, int elections) {
        return IntStream.range(0, elections)
                .mapToObj(i -> baton.elector(name + i).start())
                .toList();
    }

    private static void interval(Duration length) {
        long begun = System.nanoTime();
        await().atMost(length.multipliedBy(2)).until(() -> System.nanoTime() - begun > length.toNanos());
    }

    private static Cost of(Map<String, Cost> costs, String what) {
        return Objects.requireNonNull(costs.get(what), what);
    }

    private static long bytes(Map<String, Cost> costs, String what) {
        return of(costs, what).asked() + of(costs, what).answered();
    }

    private static void print(int candidates, Map<String, Cost> costs) {
        costs.forEach((what, cost) ->
                System.out.println("Baton on etcd, %3d candidates, %-22s %s".formatted(candidates, what + ":", cost)));
    }
}
