// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.RaftConnectionDetails;
import java.util.List;
import java.util.Optional;

/** What the properties say. */
final class PropertiesRaftConnectionDetails implements RaftConnectionDetails {

    private final BatonProperties.Raft properties;

    PropertiesRaftConnectionDetails(BatonProperties.Raft properties) {
        this.properties = properties;
    }

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
