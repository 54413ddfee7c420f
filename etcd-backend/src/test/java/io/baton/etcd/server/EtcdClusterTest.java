// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EtcdClusterTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static EtcdCluster cluster;

    @BeforeAll
    static void start() {
        long start = System.nanoTime();
        cluster = EtcdCluster.start();
        System.out.println("a cluster of three starts in " + millisSince(start) + " ms");
    }

    @AfterEach
    void heal() {
        cluster.heal();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aCutOffLeaderIsReplacedCommitsNothingAndFollowsWhenHealed() {
        EtcdServer old = cluster.leader();
        cluster.cut(old);
        long cut = System.nanoTime();
        assertThatThrownBy(() -> old.gateway().within(SILENCE).put("lost", "1"))
                .isInstanceOf(UncheckedIOException.class);
        EtcdServer successor = await().atMost(BOUND).until(cluster::leader, leader -> leader != old);
        System.out.println("a cut off leader is replaced after " + millisSince(cut) + " ms at most");
        successor.gateway().put("won", "1");
        await().atMost(BOUND).until(() -> !old.isServing());

        cluster.heal();
        long healed = System.nanoTime();
        await().atMost(BOUND).until(old::isServing);
        System.out.println("a leader that was cut off serves again after " + millisSince(healed) + " ms");
        assertThat(old.gateway().get("won")).contains("1");
        assertThat(old.gateway().get("lost")).isEmpty();
    }

    @Test
    void aFollowerThatIsCutOffRenewsNoLease() {
        cluster.leader().gateway().post("/v3/lease/grant", "{\"TTL\":60,\"ID\":7}");
        EtcdServer follower = cluster.followers().get(0);
        assertThat(renewed(follower)).contains("\"TTL\":\"60\"");
        cluster.cut(follower);
        assertThatThrownBy(() -> renewed(follower.gateway().within(SILENCE))).isInstanceOf(UncheckedIOException.class);
        assertThat(renewed(cluster.leader())).contains("\"TTL\":\"60\"");
        cluster.heal();
        await().atMost(BOUND)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> renewed(follower).contains("\"TTL\":\"60\""));
    }

    private static String renewed(EtcdServer member) {
        return renewed(member.gateway());
    }

    private static String renewed(EtcdGateway gateway) {
        return gateway.post("/v3/lease/keepalive", "{\"ID\":7}");
    }

    @Test
    void aFrozenLeaderIsReplaced() throws Exception {
        EtcdServer old = cluster.leader();
        old.pause();
        assertThat(cluster.leader()).isNotSameAs(old);
        old.resume();
        await().atMost(BOUND).until(old::isServing);
    }

    @Test
    void keepsItsDataWhenAllMembersAreKilled() {
        cluster.leader().gateway().put("kept", "7");
        cluster.kill();
        cluster.launch();
        assertThat(cluster.followers())
                .hasSize(2)
                .allSatisfy(
                        follower -> assertThat(follower.gateway().get("kept")).contains("7"));
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
