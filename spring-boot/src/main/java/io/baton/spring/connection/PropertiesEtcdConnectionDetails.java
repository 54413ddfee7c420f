// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.EtcdConnectionDetails;
import java.util.List;
import java.util.Optional;

/** What the properties say. */
final class PropertiesEtcdConnectionDetails implements EtcdConnectionDetails {

    private final BatonProperties.Etcd properties;

    PropertiesEtcdConnectionDetails(BatonProperties.Etcd properties) {
        this.properties = properties;
    }

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
