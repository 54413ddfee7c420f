// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.ZooKeeperConnectionDetails;
import java.util.Objects;
import java.util.Optional;

/** What the properties say. */
final class PropertiesZooKeeperConnectionDetails implements ZooKeeperConnectionDetails {

    private final BatonProperties.ZooKeeper properties;

    PropertiesZooKeeperConnectionDetails(BatonProperties.ZooKeeper properties) {
        this.properties = properties;
    }

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
