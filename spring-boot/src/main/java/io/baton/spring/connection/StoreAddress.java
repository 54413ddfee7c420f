// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.RaftConnectionDetails;
import io.baton.spring.ZooKeeperConnectionDetails;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What connection details say, as keys.
 *
 * @param backend the store
 * @param keys the keys that the details replace; blank values replace nothing
 * @param dropped prefixes of keys that do not apply to this address
 */
record StoreAddress(String backend, Map<String, String> keys, List<String> dropped) {

    private static final String ZOOKEEPER = "baton.zookeeper.";
    private static final String ETCD = "baton.etcd.";
    private static final String RAFT = "baton.raft.";

    static StoreAddress of(ZooKeeperConnectionDetails details) {
        Map<String, String> keys = new TreeMap<>();
        keys.put(ZOOKEEPER + "connect-string", details.connectString());
        details.auth().ifPresent(auth -> {
            keys.put(ZOOKEEPER + "auth", auth);
            keys.put(ZOOKEEPER + "auth-scheme", details.authScheme().orElse("digest"));
        });
        return new StoreAddress(
                "zookeeper",
                keys,
                details.appliesSecurity()
                        ? List.of()
                        : List.of(ZOOKEEPER + "auth", ZOOKEEPER + "acl", ZOOKEEPER + "sasl", ZOOKEEPER + "tls"));
    }

    static StoreAddress of(EtcdConnectionDetails details) {
        Map<String, String> keys = new TreeMap<>();
        keys.put(ETCD + "endpoints", String.join(",", details.endpoints()));
        keys.put(ETCD + "user", details.user().orElse(""));
        keys.put(ETCD + "password", details.password().orElse(""));
        return new StoreAddress(
                "etcd",
                keys,
                details.appliesSecurity()
                        ? List.of()
                        : List.of(ETCD + "user", ETCD + "password", ETCD + "authority", ETCD + "tls"));
    }

    static StoreAddress of(RaftConnectionDetails details) {
        Map<String, String> keys = new TreeMap<>();
        keys.put(RAFT + "members", String.join(",", details.members()));
        keys.put(RAFT + "id", details.id().orElse(""));
        keys.put(RAFT + "listen", details.listen().orElse(""));
        return new StoreAddress("raft", keys, List.of());
    }

    /** Puts what the details say in the place of what the properties say. */
    void applyTo(Map<String, String> configuration) {
        configuration.keySet().removeIf(key -> dropped.stream().anyMatch(key::startsWith));
        keys.forEach((key, value) -> {
            if (!value.isBlank()) {
                configuration.put(key, value);
            }
        });
    }

    /** Without values: they can be secrets. */
    @Override
    public String toString() {
        return backend + keys.keySet();
    }
}
