// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.Connector;
import java.util.Set;

/** Keys as they are where three backends are on the class path, and that of embedded Raft is not. */
final class Keys {

    static final ConfigurationKeys KNOWN = withBackendKeys(
            "baton.zookeeper.connect-string",
            "baton.zookeeper.auth",
            "baton.zookeeper.tls.key-store-password",
            "baton.etcd.endpoints",
            "baton.etcd.prefix",
            "baton.etcd.user",
            "baton.etcd.password",
            "baton.etcd.tls",
            "baton.etcd.tls.key",
            "baton.memory.store");

    private Keys() {}

    static ConfigurationKeys withBackendKeys(String... ofBackends) {
        return new ConfigurationKeys(
                Connector.keys(), Set.of(ofBackends), Set.of("zookeeper", "etcd", "memory", "raft"), Set.of("raft"));
    }
}
