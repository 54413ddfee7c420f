// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.zookeeper.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application that runs a client of ZooKeeper already shares it, on a real server. */
class CuratorBackendTest {

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

    private static CuratorFramework client() {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .authorization("digest", "app:secret".getBytes(StandardCharsets.UTF_8))
                .sessionTimeoutMs(10_000)
                .retryPolicy(new RetryOneTime(100))
                .build();
        client.start();
        return client;
    }

    private static ApplicationContextRunner over(CuratorFramework client) {
        return Contexts.empty()
                .withPropertyValues(
                        "baton.backend=zookeeper", "baton.require-connection=true", "baton.connect-timeout=60s")
                .withBean("client", CuratorFramework.class, () -> client, bean -> bean.setDestroyMethodName(""));
    }

    private static void lead(Baton baton, String election) throws InterruptedException {
        LeaderElector elector = baton.elector(election).start();
        assertThat(elector.awaitLeadership(BOUND)).isPresent();
    }

    @Test
    void theClientIsUsedAndStaysTheApplications() {
        try (CuratorFramework client = client()) {
            over(client).run(context -> {
                assertThat(context).hasNotFailed();
                lead(context.getBean(Baton.class), "billing");
                assertThat(client.getChildren().forPath("/baton/billing")).hasSize(1);
                context.close();
                assertThat(client.getState()).isEqualTo(CuratorFrameworkState.STARTED);
                assertThat(client.getChildren().forPath("/baton/billing")).isEmpty();
            });
        }
    }

    @Test
    void namespaceRootAndAclAreThoseOfTheProperties() {
        try (CuratorFramework client = client()) {
            over(client)
                    .withPropertyValues(
                            "baton.zookeeper.namespace=team",
                            "baton.zookeeper.root=/jobs",
                            "baton.zookeeper.acl=creator-all-read-for-all")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        lead(context.getBean(Baton.class), "billing");
                        String node = "/team/jobs/billing/"
                                + client.getChildren()
                                        .forPath("/team/jobs/billing")
                                        .get(0);
                        assertThat(client.getACL().forPath(node))
                                .hasSize(2)
                                .containsAll(ZooDefs.Ids.READ_ACL_UNSAFE)
                                .anyMatch(acl -> acl.getPerms() == ZooDefs.Perms.ALL
                                        && acl.getId().getScheme().equals("digest"));
                    });
        }
    }

    @Test
    void aKeyOfAConnectionOfItsOwnIsRefused() {
        try (CuratorFramework client = client()) {
            over(client)
                    .withPropertyValues("baton.zookeeper.auth=u:secret")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("baton.zookeeper.auth is set, but the connection is that of the"
                                    + " CuratorFramework bean"));
            over(client)
                    .withPropertyValues("baton.zookeeper.root=jobs")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasRootCauseInstanceOf(IllegalArgumentException.class)
                            .hasStackTraceContaining("baton.zookeeper.root cannot be jobs"));
        }
    }

    @Test
    void aConnectStringAsksForAConnectionOfItsOwn() {
        try (CuratorFramework client = client()) {
            over(client)
                    .withPropertyValues(
                            "baton.zookeeper.connect-string=" + server.connectString(), "baton.zookeeper.root=/own")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        lead(context.getBean(Baton.class), "billing");
                        String node = "/own/billing/"
                                + client.getChildren().forPath("/own/billing").get(0);
                        assertThat(client.checkExists().forPath(node).getEphemeralOwner())
                                .isNotEqualTo(client.getZookeeperClient()
                                        .getZooKeeper()
                                        .getSessionId());
                    });
        }
    }

    @Test
    void theClientIsLeftAloneWithAnotherBackend() {
        CuratorBackend backend = new CuratorBackend(() -> {
            throw new AssertionError("asked for the client");
        });
        assertThat(backend.backend(Map.of("baton.backend", "etcd"))).isEmpty();
        assertThat(new CuratorBackend(Optional::empty).backend(Map.of("baton.backend", "zookeeper")))
                .isEmpty();
    }

    @Test
    void noneOfTwoClientsIsChosen() {
        try (CuratorFramework client = client()) {
            over(client)
                    .withBean("second", CuratorFramework.class, () -> client, bean -> bean.setDestroyMethodName(""))
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("baton.zookeeper.connect-string is missing"));
        }
    }

    @Test
    void withoutCuratorOtherBackendsWork() {
        Contexts.inMemory()
                .withClassLoader(new FilteredClassLoader("org.apache.curator"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Baton.class));
    }
}
