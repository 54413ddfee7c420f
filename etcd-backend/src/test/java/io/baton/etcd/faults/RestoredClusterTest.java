// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Snapshot;
import io.baton.testkit.contract.scenario.RecordingListener;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store behind a connection is set back to what it was, or is another one. */
@Timeout(600)
@SuppressWarnings("NullAway.Init")
class RestoredClusterTest {

    /** Outlives the restoration. */
    private static final Duration LEASE = Duration.ofSeconds(40);

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** In which a refusal that is not kept would be forgotten: each refused attempt raised the revision. */
    private static final Duration STEADY = Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 18 : 9);

    private static final String ELECTION = "restored";

    private final RecordingListener heard = new RecordingListener();
    private EtcdServer server;
    private TcpProxy network;

    @BeforeEach
    void start() throws InterruptedException {
        server = EtcdServer.start();
        network = TcpProxy.to(server.address());
    }

    @AfterEach
    void stop() {
        network.close();
        server.close();
    }

    private Baton connect() {
        return configuration().connect();
    }

    private Configuration configuration() {
        return Configuration.of("etcd")
                .with("baton.etcd.endpoints", "http://127.0.0.1:" + network.port())
                .with("baton.connect-timeout", "60s")
                .with("baton.lease-duration", LEASE.toSeconds() + "s");
    }

    private void write(int times) {
        try (Store store = Store.at(server)) {
            IntStream.range(0, times).forEach(i -> store.operator().put("elsewhere", "v" + i, 0));
        }
    }

    /** The session is in the snapshot, the candidacy is not. */
    @Test
    void aLeadershipWhoseKeyIsGoneWithARestoredSnapshotEnds() throws Exception {
        restoredUnder(0);
    }

    /** The revision tells nothing then. */
    @Test
    void othersMayHaveWrittenIntoTheRestoredStoreBefore() throws Exception {
        restoredUnder(100);
    }

    private void restoredUnder(int writesAfterwards) throws Exception {
        try (Baton baton = connect()) {
            LeaderElector elector = baton.elector(ELECTION);
            elector.listen(heard);
            elector.start();
            Leadership first = elector.awaitLeadership(BOUND).orElseThrow();
            try (Snapshot snapshot = Snapshot.of(server)) {
                elector.resign();
                await().atMost(BOUND).until(() -> !first.isHeld());
                Leadership second = elector.awaitLeadership(BOUND).orElseThrow();
                write(5);
                network.cut();
                snapshot.restore();
                write(writesAfterwards);
                network.dropConnections();
                network.heal();
                endsAndStaysRefused(elector, second);
            }
            overcomeByAnotherProcess(
                    heard.tokens().get(heard.tokens().size() - 1).value());
        }
    }

    @Test
    void anEmptyClusterInItsPlaceStaysRefused() throws Exception {
        try (Baton baton = connect()) {
            LeaderElector elector = baton.elector(ELECTION);
            elector.listen(heard);
            elector.start();
            Leadership leadership = elector.awaitLeadership(BOUND).orElseThrow();
            server.stop();
            server.wipe();
            server.restart();
            endsAndStaysRefused(elector, leadership);
            write(200);
            staysRefused(elector);
            overcomeByAnotherProcess(leadership.token().value());
        }
    }

    /** Both sessions are in the snapshot, and so is a candidacy that has left since. */
    @Test
    void aLeadershipThatIsNewerThanTheSnapshotEnds() throws Exception {
        try (Baton a = connect();
                Baton b = connect()) {
            LeaderElector old = a.elector(ELECTION).start();
            assertThat(old.awaitLeadership(BOUND)).isPresent();
            // A session is there when something can be asked.
            assertThat(Await.answer("who leads", () -> b.elector(ELECTION).leader()))
                    .isPresent();
            try (Snapshot snapshot = Snapshot.of(server)) {
                old.close();
                LeaderElector elector = b.elector("other-" + ELECTION);
                elector.listen(heard);
                elector.start();
                Leadership leadership = elector.awaitLeadership(BOUND).orElseThrow();
                snapshot.restore();
                endsAndStaysRefused(elector, leadership);
            }
        }
    }

    private void endsAndStaysRefused(LeaderElector elector, Leadership leadership) {
        long begun = System.nanoTime();
        await().atMost(BOUND).until(() -> !leadership.isHeld());
        System.out.println("ended " + (System.nanoTime() - begun) / 1_000_000 + " ms after the store was back");
        staysRefused(elector);
    }

    private void staysRefused(LeaderElector elector) {
        int elected = heard.tokens().size();
        Await.untilAfter(System.nanoTime(), STEADY);
        assertThat(elector.isLeader()).isFalse();
        assertThat(heard.tokens()).hasSize(elected);
    }

    /** As the refusal advises. */
    private void overcomeByAnotherProcess(long greatest) throws Exception {
        try (Baton other = connect()) {
            assertThat(Await.answer("the floor", () -> other.raiseTokenFloor(ELECTION, greatest)))
                    .isEqualTo(greatest);
            try (Store store = Store.at(server)) {
                // What a snapshot brings back has leases that would run for a while.
                store.queueKeys(ELECTION).forEach(place -> store.operator().revoke(place.lease()));
            }
            Leadership next = other.elector(ELECTION)
                    .start()
                    .awaitLeadership(LEASE.multipliedBy(2))
                    .orElseThrow();
            assertThat(next.token().value()).isGreaterThan(greatest);
        }
    }
}
