// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spi.ElectionBackend;
import io.baton.spi.support.ConfigurationValues;
import io.baton.zookeeper.ZooKeeperBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/** ZooKeeper over the application's own client: the one {@code CuratorFramework} bean, if no connect string is set. */
final class CuratorBackend implements GivenBackend {

    private static final String PREFIX = "baton.zookeeper.";
    private static final String CONNECT_STRING = PREFIX + "connect-string";
    private static final String ROOT = PREFIX + "root";
    private static final String NAMESPACE = PREFIX + "namespace";
    private static final String ACL_KEY = PREFIX + "acl";
    private static final Set<String> APPLIED = Set.of(ROOT, NAMESPACE, ACL_KEY, PREFIX + "allow-plaintext");

    private final Supplier<Optional<CuratorFramework>> client;

    CuratorBackend(Supplier<Optional<CuratorFramework>> client) {
        this.client = client;
    }

    @Override
    public Optional<ElectionBackend> backend(Map<String, String> configuration) {
        if (!"zookeeper".equals(configuration.get(PlainConfiguration.BACKEND))
                || configuration.containsKey(CONNECT_STRING)) {
            return Optional.empty();
        }
        return client.get().map(given -> over(given, configuration));
    }

    private static ElectionBackend over(CuratorFramework given, Map<String, String> configuration) {
        configuration.keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && !APPLIED.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(CuratorBackend::refuse);
        ConfigurationValues values = new ConfigurationValues(configuration);
        ZooKeeperBackend.Builder builder = ZooKeeperBackend.using(given);
        values.check(ROOT, builder::root);
        values.check(NAMESPACE, builder::namespace);
        values.of(ACL_KEY).ifPresent(word -> builder.acl(acl(word)));
        return builder.build();
    }

    private static void refuse(String key) {
        throw new IllegalArgumentException(
                key + " is set, but the connection is that of the CuratorFramework bean: leave"
                        + " the key out, or set " + CONNECT_STRING + " for a connection of Baton's own");
    }

    private static List<ACL> acl(String word) {
        return switch (word) {
            case "open" -> ZooDefs.Ids.OPEN_ACL_UNSAFE;
            case "creator-all" -> ZooDefs.Ids.CREATOR_ALL_ACL;
            default -> {
                List<ACL> readable = new ArrayList<>(ZooDefs.Ids.CREATOR_ALL_ACL);
                readable.addAll(ZooDefs.Ids.READ_ACL_UNSAFE);
                yield List.copyOf(readable);
            }
        };
    }
}
