// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.ZooDefs.Perms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users with passwords, and what belongs to them. */
@Timeout(300)
class DigestTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Configuration at(String root) {
        return Connecting.to(server.connectString())
                .with("baton.lease-duration", "4s")
                .with("baton.zookeeper.root", root);
    }

    private static Configuration as(String auth, String root) {
        return at(root).with("baton.zookeeper.auth", auth);
    }

    @Test
    void aRootBelongsToTheUserWhoMadeIt() throws Exception {
        try (Baton owner = as("owner:right", "/owned").connect();
                RawClient operator = RawClient.connect(server.connectString(), BOUND)) {
            LeaderElector leader = owner.elector("mine").start();
            assertThat(leader.awaitLeadership(BOUND)).isPresent();
            operator.handle().addAuthInfo("digest", "owner:right".getBytes(UTF_8));
            for (String path : List.of("/owned", "/owned/.floor/mine", "/owned/.office/mine", "/owned/mine")) {
                assertThat(operator.handle().getACL(path, null)).singleElement().satisfies(acl -> {
                    assertThat(acl.getPerms()).isEqualTo(Perms.ALL);
                    assertThat(acl.getId().getScheme()).isEqualTo("digest");
                    assertThat(acl.getId().getId()).startsWith("owner:");
                });
            }
            ConnectFailure.of("another password", as("owner:wrong", "/owned")::connect)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("/owned/", "no permission", "baton.zookeeper.auth")
                    .hasMessageNotContaining("wrong");
            ConnectFailure.of("no password", at("/owned")::connect)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("/owned/", "no permission", "baton.zookeeper.auth");
            try (Baton same = as("owner:right", "/owned").connect()) {
                LeaderElector next = same.elector("mine").start();
                leader.close();
                assertThat(next.awaitLeadership(BOUND)).isPresent();
            }
        }
    }

    @Test
    void anElectionBelongsToTheUserWhoMadeIt() throws Exception {
        try (Baton anybody = at("/shared").connect();
                Baton owner = as("owner:right", "/shared").connect()) {
            LeaderElector leader = owner.elector("private").start();
            assertThat(leader.awaitLeadership(BOUND)).isPresent();
            LeaderElector refused = anybody.elector("private").start();
            ConnectFailure.of("an election of somebody else", refused::awaitLeadership)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("election 'private'", "no permission", "baton.zookeeper.auth");
            ConnectFailure.of("who leads an election of somebody else", refused::leader)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("election 'private'", "no permission");
            assertThat(anybody.elector("public").start().awaitLeadership(BOUND)).isPresent();
            assertThat(leader.isLeader()).isTrue();
        }
    }

    @Test
    void creatorAllNeedsACreatorWithAName() {
        ConnectFailure.of(
                        "creator-all without a user", at("/nobody").with("baton.zookeeper.acl", "creator-all")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("creator-all", "baton.zookeeper.auth");
        ConnectFailure.of(
                        "a scheme that the server does not know",
                        as("owner:right", "/nobody").with("baton.zookeeper.auth-scheme", "kerberos")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("credentials", "baton.zookeeper.auth-scheme");
    }
}
