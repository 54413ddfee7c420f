// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import io.baton.testkit.fixture.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store as a whole fails for a while: it is killed, has no quorum, or has thrown away what somebody watches. */
@Timeout(1800)
class ServerFaultsTest {

    private static final Duration BLIP = Duration.ofSeconds(1);
    private static final Duration WITHOUT_QUORUM = Duration.ofSeconds(4);

    /** Outlives the cut of a link. */
    private static final Duration LONG_LEASE = Duration.ofSeconds(8);

    private static EtcdServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aServerThatIsKilledAndRestartedHasOneLeaderAgain() throws Exception {
        Series series = new Series("kill -9 of the only member, restart on the same data", 1, 10);
        try (Contest contest = Contests.of("killed-server")) {
            contest.join(server.endpoint());
            contest.join(server.endpoint());
            for (int round = 0; round < series.rounds(); round++) {
                Term old = contest.term();
                Patience.untilAfter(System.nanoTime(), series.anyPartOf(BLIP));
                long killed = System.nanoTime();
                server.kill();
                server.restart();
                Term next = contest.term();
                assertThat(next.token()).isGreaterThanOrEqualTo(old.token());
                next.worker().resign();
                series.add(contest.termAfter(next).electedAt() - killed);
            }
            series.conclude("from the kill to the end of a hand-over afterwards", contest.check());
        }
    }

    /** One of the two is the etcd leader in every other round. */
    @Test
    void withoutAQuorumNobodyLeadsUntilItIsBack() throws Exception {
        Series series = new Series("two of three members frozen for 4 s", 1, 10);
        try (EtcdCluster cluster = EtcdCluster.start();
                Contest contest = Contests.of("no-quorum")) {
            contest.join(cluster.endpoints());
            contest.join(cluster.endpoints());
            for (int round = 0; round < series.rounds(); round++) {
                Term old = contest.term();
                List<EtcdServer> frozen = round % 2 == 0
                        ? List.of(cluster.leader(), cluster.followers().get(0))
                        : cluster.followers();
                Patience.untilAfter(System.nanoTime(), series.anyPartOf(BLIP));
                long noQuorum = freeze(frozen);
                Patience.untilAfter(noQuorum, WITHOUT_QUORUM);
                for (EtcdServer member : frozen) {
                    member.resume();
                }
                long woken = System.nanoTime();
                series.add(contest.termAfter(old).electedAt() - woken);
                assertThat(Duration.ofNanos(old.heldUntil() - noQuorum))
                        .isLessThanOrEqualTo(Contests.validity(Contests.LEASE));
            }
            series.conclude("from SIGCONT to onElected", contest.check());
        }
    }

    private static long freeze(List<EtcdServer> members) throws InterruptedException {
        for (EtcdServer member : members) {
            member.pause();
        }
        return System.nanoTime();
    }

    /** What it has missed cannot be told to a watch any more: it has to look again. */
    @Test
    void whatWasCompactedUnderAWatchIsNotMissed() throws Exception {
        Series series = new Series("the leader resigns and etcd compacts while the next in line is cut off", 1, 10);
        try (TcpProxy link = TcpProxy.to(server.address());
                Contest contest = Contests.of("compacted", LONG_LEASE);
                Store store = Store.at(server)) {
            Worker near = contest.join(server.endpoint());
            Worker far = contest.join("http://127.0.0.1:" + link.port());
            for (int round = 0; round < series.rounds(); round++) {
                store.awaitPlaces(contest.election(), 2);
                Term old = contest.term();
                if (old.worker() != near) {
                    old.worker().resign();
                    old = contest.termAfter(old);
                    store.awaitPlaces(contest.election(), 2);
                }
                link.cut();
                old.worker().resign();
                long token = old.token();
                Patience.untilTrue(
                        "it has left",
                        () -> store.places(contest.election()).stream().noneMatch(place -> place.token() == token));
                server.gateway().put("compacted", "something after that");
                server.etcdctl(
                        "compaction", Long.toString(server.gateway().status().revision()));
                link.dropConnections();
                link.heal();
                long healed = System.nanoTime();
                Term next = contest.termAfter(old);
                assertThat(next.worker()).isSameAs(far);
                series.add(next.electedAt() - healed);
            }
            series.conclude("from the healing to onElected", contest.check());
        }
    }
}
