// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.etcd.server.Users;
import io.baton.testkit.contract.scenario.RecordingListener;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users, what they are permitted, and tokens that do not live as long as a leadership. */
@Timeout(300)
class AuthTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String PASSWORD = "planted-right";
    private static final String WRONG = "planted-wrong";
    private static final int EXPIRIES = 3;

    /** Proofs are much further apart, and two readings of one deadline much less. */
    private static final Duration PROOF = Duration.ofMillis(500);

    private static EtcdServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
        Users.of(server)
                .add("worker", PASSWORD)
                .permit("worker", "baton/")
                .add("stranger", PASSWORD)
                .add("partial", PASSWORD)
                .permit("partial", "partial/.")
                .permit("partial", "partial/mine-")
                .add("narrow", PASSWORD)
                // All that a session needs, and no election's queue.
                .permit("narrow", "narrow/.");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Configuration as(String user, String password) {
        return Users.login(patiently(server), user, password);
    }

    /** No time is measured here. */
    private static Configuration patiently(EtcdServer of) {
        return Connecting.brieflyTo(of.endpoint()).with("baton.connect-timeout", "60s");
    }

    /** etcd prolongs a token that is used, and looks once a second: it is renewals further apart that let it expire. */
    @Test
    void aLeadershipOutlivesItsTokens() throws Exception {
        outlives(Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    @Test
    @Tag("faults")
    void aLeadershipOutlivesTokensOfTenSeconds() throws Exception {
        outlives(Duration.ofSeconds(10), Duration.ofSeconds(90));
    }

    private static void outlives(Duration token, Duration lease) throws Exception {
        try (EtcdServer forgetful = EtcdServer.start(EtcdSpec.standard().authTokenTtl(token))) {
            Users.of(forgetful).add("worker", PASSWORD).permit("worker", "baton/");
            RecordingListener heard = new RecordingListener();
            try (CallLog log = CallLog.inFrontOf(forgetful);
                    Baton baton = Users.login(Connecting.to(log.endpoint()), "worker", PASSWORD)
                            .with("baton.lease-duration", lease.toSeconds() + "s")
                            .with("baton.connect-timeout", lease.toSeconds() + "s")
                            .connect()) {
                LeaderElector elector = baton.elector("long");
                elector.listen(heard);
                elector.start();
                Leadership leadership = elector.awaitLeadership(BOUND).orElseThrow();
                long begun = System.nanoTime();
                int before = logins(log);
                await().atMost(lease.multipliedBy(3L * EXPIRIES)).until(() -> logins(log) >= before + EXPIRIES);
                System.out.println("led over " + (logins(log) - before) + " expiries of tokens of " + token + " in "
                        + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
                // What follows the last new token.
                long deadline = deadline(leadership);
                await().atMost(lease.multipliedBy(3)).until(() -> deadline(leadership) - deadline > PROOF.toNanos());
                assertThat(leadership.isHeld()).isTrue();
                assertThat(heard.calls()).hasSize(1);
                assertThat(heard.refusals()).isEmpty();
            }
        }
    }

    private static long deadline(Leadership leadership) {
        return System.nanoTime() + leadership.remaining().toNanos();
    }

    private static int logins(CallLog log) {
        return log.calls("Auth/Authenticate").size();
    }

    @Test
    void thePermissionsOfThePrefixAreEnough() throws Exception {
        try (Baton first = as("worker", PASSWORD).connect();
                Baton second = as("worker", PASSWORD).connect()) {
            LeaderElector leader = first.elector("shared").start();
            assertThat(leader.awaitLeadership(BOUND)).isPresent();
            LeaderElector next = second.elector("shared").start();
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(Await.answer("who stands", next::candidates))
                            .hasSize(2));
            assertThat(Await.answer("the floor", () -> second.raiseTokenFloor("shared", 7)))
                    .isEqualTo(7);
            leader.close();
            assertThat(next.awaitLeadership(BOUND)).isPresent();
            assertThat(Await.answer("who leads", next::leader)).isPresent();
        }
    }

    /** The bids made ahead are refused, and nothing else. */
    @Test
    void leadershipIsHandedOnWithoutThePermissionForBidsToo() throws Exception {
        Users users = new Users(server).add("unbidden", PASSWORD);
        for (String kind : List.of(".fence/", ".sign/", ".guard/", ".floor/", ".office/", "mine/")) {
            users.permit("unbidden", "unbidden/" + kind);
        }
        Configuration unbidden = as("unbidden", PASSWORD).with("baton.etcd.prefix", "unbidden/");
        RecordingListener heard = new RecordingListener();
        try (Baton first = unbidden.connect();
                Baton second = unbidden.connect()) {
            LeaderElector leader = first.elector("mine").start();
            assertThat(leader.awaitLeadership(BOUND)).isPresent();
            LeaderElector next = second.elector("mine");
            next.listen(heard);
            next.start();
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(Await.answer("who stands", next::candidates))
                            .hasSize(2));
            leader.close();
            assertThat(next.awaitLeadership(BOUND)).isPresent();
            assertThat(heard.refusals()).isEmpty();
        }
    }

    @Test
    void thePasswordIsWrong() {
        refused("a wrong password", as("worker", WRONG));
        refused("a user that does not exist", as("nobody", PASSWORD));
    }

    private static void refused(String what, Configuration mistaken) {
        ConnectFailure.of(what, mistaken::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll(server.endpoint(), "baton.etcd.user", "baton.etcd.password")
                .hasMessageNotContaining("planted");
    }

    @Test
    void aConnectionWithoutAUserIsRefused() {
        ConnectFailure.of("no user where there is authentication", patiently(server)::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("has authentication", "baton.etcd.user", "baton.etcd.password");
    }

    @Test
    void thereIsNoAuthentication() throws Exception {
        try (EtcdServer open = EtcdServer.start()) {
            ConnectFailure.of(
                            "a user where there is no authentication",
                            Users.login(patiently(open), "worker", PASSWORD)::connect)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("not enabled", "baton.etcd.user", "baton.etcd.password")
                    .hasMessageNotContaining("planted");
        }
    }

    @Test
    void thePrefixIsNotPermitted() {
        ConnectFailure.of("a user without permissions", as("stranger", PASSWORD)::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("permission denied", "baton.etcd.prefix", "grant-permission");
        ConnectFailure.of(
                        "a user with permissions for another prefix",
                        as("worker", PASSWORD).with("baton.etcd.prefix", "other/")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("permission denied", "other/", "grant-permission");
    }

    @Test
    void anElectionThatIsNotPermittedIsRefusedUntilItIs() throws Exception {
        RecordingListener heard = new RecordingListener();
        try (Baton baton =
                as("narrow", PASSWORD).with("baton.etcd.prefix", "narrow/").connect()) {
            LeaderElector elector = baton.elector("denied");
            elector.listen(heard);
            elector.start();
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(heard.refusals()).isNotEmpty());
            BatonException why = heard.refusals().get(0);
            System.out.println("refused: " + why.getMessage());
            assertThat(why)
                    .hasMessageContainingAll("election 'denied'", "permission denied")
                    .hasMessageContainingAll("baton.etcd.user", "baton.etcd.prefix", "grant-permission");
            new Users(server).permit("narrow", "narrow/");
            await().atMost(BOUND.multipliedBy(2)).until(elector::isLeader);
        }
    }

    @Test
    void whatCannotLeaveByItselfGoesWithTheConnection() throws Exception {
        Users users = new Users(server)
                .add("deprived", PASSWORD)
                .permit("deprived", "deprived/.")
                .permit("deprived", "deprived/mine/");
        Configuration deprived = as("deprived", PASSWORD).with("baton.etcd.prefix", "deprived/");
        try (Baton baton = deprived.connect()) {
            LeaderElector elector = baton.elector("mine").start();
            await().atMost(BOUND).until(elector::isLeader);
            users.forbid("deprived", "deprived/mine/");
        }
        users.permit("deprived", "deprived/mine/");
        try (Baton next = deprived.connect()) {
            assertThat(next.elector("mine").start().awaitLeadership(BOUND)).isPresent();
        }
    }

    @Test
    void anElectionThatIsNotPermittedHindersNoOther() throws Exception {
        RecordingListener heard = new RecordingListener();
        try (Baton baton =
                as("partial", PASSWORD).with("baton.etcd.prefix", "partial/").connect()) {
            List<LeaderElector> permitted = IntStream.range(0, 100)
                    .mapToObj(i -> baton.elector("mine-" + i))
                    .toList();
            permitted.subList(0, 50).forEach(LeaderElector::start);
            LeaderElector denied = baton.elector("denied");
            denied.listen(heard);
            denied.start();
            permitted.subList(50, 100).forEach(LeaderElector::start);
            await().atMost(BOUND).until(() -> permitted.stream().allMatch(LeaderElector::isLeader));
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(heard.refusals()).isNotEmpty());
            assertThat(heard.calls()).isEmpty();
        }
    }
}
