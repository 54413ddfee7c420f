// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.Baton;
import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.RaftConnectionDetails;
import io.baton.spring.ZooKeeperConnectionDetails;
import io.baton.zookeeper.ZooKeeperBackend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/** The beans that connect an application by its properties, by connection details, or over a client that it runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BatonProperties.class)
@ImportRuntimeHints(BatonRuntimeHints.class)
public class BatonConfiguration {

    @Bean
    static UnknownKeyCheck batonUnknownKeyCheck(Environment environment) {
        return new UnknownKeyCheck(environment);
    }

    /** Where the store is. */
    @Configuration(proxyBeanMethods = false)
    static class Details {

        @Bean
        @ConditionalOnProperty(name = PlainConfiguration.BACKEND, havingValue = "zookeeper")
        @ConditionalOnMissingBean(ZooKeeperConnectionDetails.class)
        PropertiesConnectionDetails.ZooKeeper batonZooKeeperConnectionDetails(BatonProperties properties) {
            return new PropertiesConnectionDetails.ZooKeeper(properties.zookeeper());
        }

        @Bean
        @ConditionalOnProperty(name = PlainConfiguration.BACKEND, havingValue = "etcd")
        @ConditionalOnMissingBean(EtcdConnectionDetails.class)
        PropertiesConnectionDetails.Etcd batonEtcdConnectionDetails(BatonProperties properties) {
            return new PropertiesConnectionDetails.Etcd(properties.etcd());
        }

        @Bean
        @ConditionalOnProperty(name = PlainConfiguration.BACKEND, havingValue = "raft")
        @ConditionalOnMissingBean(RaftConnectionDetails.class)
        PropertiesConnectionDetails.Raft batonRaftConnectionDetails(BatonProperties properties) {
            return new PropertiesConnectionDetails.Raft(properties.raft());
        }
    }

    /** A client that the application runs already. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({CuratorFramework.class, ZooKeeperBackend.class})
    static class Curator {

        @Bean
        GivenBackend batonCuratorBackend(ObjectProvider<CuratorFramework> clients) {
            return new CuratorBackend(() -> Optional.ofNullable(clients.getIfUnique()));
        }
    }

    /** The connection. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnBackendCondition.class)
    static class Connection {

        @Bean
        PlainConfiguration batonPlainConfiguration(
                BatonProperties properties,
                Environment environment,
                ObjectProvider<ZooKeeperConnectionDetails> zookeeper,
                ObjectProvider<EtcdConnectionDetails> etcd,
                ObjectProvider<RaftConnectionDetails> raft) {
            List<StoreAddress> addresses = Stream.of(
                            zookeeper.stream().map(StoreAddress::of),
                            etcd.stream().map(StoreAddress::of),
                            raft.stream().map(StoreAddress::of))
                    .flatMap(all -> all)
                    .toList();
            return new PlainConfiguration(properties, environment, addresses);
        }

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        Baton baton(PlainConfiguration configuration, ObjectProvider<GivenBackend> given, Environment environment) {
            return new BatonConnector(given.stream().toList(), environment).connect(configuration);
        }

        /** After the connection, which explains a backend that cannot be told. */
        @Bean
        BackendName batonBackendName(PlainConfiguration configuration) {
            return new BackendName(configuration.keys().getOrDefault(PlainConfiguration.BACKEND, ""));
        }
    }
}
