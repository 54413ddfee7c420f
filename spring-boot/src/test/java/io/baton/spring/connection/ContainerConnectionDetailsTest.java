// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container that is marked as a service connection is the backend. The containers run nowhere: they have a host and a port. */
class ContainerConnectionDetailsTest {

    private static ApplicationContextRunner runner() {
        return Contexts.empty().withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));
    }

    @Test
    void aContainerOfZooKeeperIsTheBackend() {
        runner().withUserConfiguration(WithZooKeeper.class)
                .withPropertyValues(
                        "baton.zookeeper.connect-string=production:2181",
                        "baton.zookeeper.auth=production:secret",
                        "baton.zookeeper.acl=creator-all",
                        "baton.zookeeper.sasl.login-context=Production",
                        "baton.zookeeper.tls.trust-store=production.p12",
                        "baton.zookeeper.root=/jobs")
                .run(context -> assertThat(
                                context.getBean(PlainConfiguration.class).keys())
                        .containsEntry("baton.backend", "zookeeper")
                        .containsEntry("baton.zookeeper.connect-string", "127.0.0.1:12181")
                        .containsEntry("baton.zookeeper.root", "/jobs")
                        .doesNotContainKeys(
                                "baton.zookeeper.auth",
                                "baton.zookeeper.acl",
                                "baton.zookeeper.sasl.login-context",
                                "baton.zookeeper.tls.trust-store"));
    }

    @Test
    void aContainerOfEtcdIsTheBackend() {
        runner().withUserConfiguration(WithEtcd.class)
                .withPropertyValues(
                        "baton.etcd.user=production",
                        "baton.etcd.password=secret",
                        "baton.etcd.tls=true",
                        "baton.etcd.authority=production",
                        "baton.etcd.prefix=jobs/")
                .run(context -> assertThat(
                                context.getBean(PlainConfiguration.class).keys())
                        .containsEntry("baton.backend", "etcd")
                        .containsEntry("baton.etcd.endpoints", "http://127.0.0.1:12379")
                        .containsEntry("baton.etcd.prefix", "jobs/")
                        .doesNotContainKeys(
                                "baton.etcd.user", "baton.etcd.password", "baton.etcd.tls", "baton.etcd.authority"));
    }

    @Configuration(proxyBeanMethods = false)
    static class WithZooKeeper {

        @Bean
        @ServiceConnection(name = "zookeeper")
        GenericContainer<?> zookeeper() {
            return new NowhereContainer("zookeeper");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithEtcd {

        @Bean
        @ServiceConnection(name = "etcd")
        GenericContainer<?> etcd() {
            return new NowhereContainer("example.org/etcd-development/etcd");
        }
    }

    /** A container that counts as started without Docker, each port of which is mapped to the one 10,000 above. */
    static final class NowhereContainer extends GenericContainer<NowhereContainer> {

        NowhereContainer(String image) {
            super(DockerImageName.parse(image));
        }

        @Override
        public void start() {
            // There is no Docker.
        }

        @Override
        public void stop() {
            // There is nothing to stop.
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public String getHost() {
            return "127.0.0.1";
        }

        @Override
        public Integer getMappedPort(int port) {
            return port + 10_000;
        }
    }
}
