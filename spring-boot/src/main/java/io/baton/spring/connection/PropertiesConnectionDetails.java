// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.RaftConnectionDetails;
import io.baton.spring.ZooKeeperConnectionDetails;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the properties say of each store. */
final class PropertiesConnectionDetails {

    private PropertiesConnectionDetails() {}

    record ZooKeeper(BatonProperties.ZooKeeper properties) implements ZooKeeperConnectionDetails {

        @Override
        public String connectString() {
            return Objects.requireNonNullElse(properties.connectString(), "");
        }

        @Override
        public Optional<String> auth() {
            return Optional.ofNullable(properties.auth()).filter(auth -> !auth.isBlank());
        }

        @Override
        public Optional<String> authScheme() {
            return Optional.ofNullable(properties.authScheme()).filter(scheme -> !scheme.isBlank());
        }
    }

    record Etcd(BatonProperties.Etcd properties) implements EtcdConnectionDetails {

        @Override
        public List<String> endpoints() {
            return properties.endpoints();
        }

        @Override
        public Optional<String> user() {
            return Optional.ofNullable(properties.user());
        }

        @Override
        public Optional<String> password() {
            return Optional.ofNullable(properties.password());
        }
    }

    record Raft(BatonProperties.Raft properties) implements RaftConnectionDetails {

        @Override
        public List<String> members() {
            return properties.members();
        }

        @Override
        public Optional<String> id() {
            return Optional.ofNullable(properties.id());
        }

        @Override
        public Optional<String> listen() {
            return Optional.ofNullable(properties.listen());
        }
    }
}
