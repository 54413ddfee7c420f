// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.util.Map;
import java.util.TreeMap;

/** What {@code Baton.connect} is given to reach a container. */
final class ConfigurationKeys {

    private static final String BACKEND = "baton.backend";

    private ConfigurationKeys() {}

    static Map<String, String> zooKeeper(String connectString) {
        return new TreeMap<>(Map.of(
                BACKEND,
                "zookeeper",
                "baton.zookeeper.connect-string",
                connectString,
                "baton.zookeeper.allow-plaintext",
                "true"));
    }

    static Map<String, String> etcd(String endpoints) {
        return new TreeMap<>(
                Map.of(BACKEND, "etcd", "baton.etcd.endpoints", endpoints, "baton.etcd.allow-plaintext", "true"));
    }

    static Map<String, String> raft(String id, String members) {
        return new TreeMap<>(Map.of(
                BACKEND,
                "raft",
                "baton.raft.id",
                id,
                "baton.raft.members",
                members,
                "baton.raft.allow-plaintext",
                "true"));
    }
}
