// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.cluster;

import java.util.Map;
import java.util.Optional;

/**
 * What a cluster is made of.
 *
 * @param backend raft, zookeeper or etcd
 * @param instances how many instances of the application run
 * @param database the JDBC URL of a database that is there, or nothing for an H2 server of the cluster's own
 * @param properties further properties of the instances
 */
public record ClusterSettings(
        String backend, int instances, Optional<String> database, Map<String, String> properties) {

    public ClusterSettings {
        if (instances < 1) {
            throw new IllegalArgumentException("a cluster has at least one instance");
        }
        properties = Map.copyOf(properties);
    }

    /** Three instances and an H2 server. */
    public static ClusterSettings of(String backend) {
        return new ClusterSettings(backend, 3, Optional.empty(), Map.of());
    }

    /** The same with further properties of the instances. */
    public ClusterSettings withProperties(Map<String, String> further) {
        return new ClusterSettings(backend, instances, database, further);
    }
}
