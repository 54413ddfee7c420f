// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.containers;

import io.baton.spring.ZooKeeperConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;

/** Details of a container that is marked {@code @ServiceConnection(name = "zookeeper")}. */
final class ZooKeeperContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<Container<?>, ZooKeeperConnectionDetails> {

    private static final int PORT = 2181;

    ZooKeeperContainerConnectionDetailsFactory() {
        super("zookeeper");
    }

    @Override
    protected ZooKeeperConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
        return new OfContainer(source);
    }

    private static final class OfContainer extends ContainerConnectionDetails<Container<?>>
            implements ZooKeeperConnectionDetails {

        OfContainer(ContainerConnectionSource<Container<?>> source) {
            super(source);
        }

        @Override
        public String connectString() {
            return getContainer().getHost() + ":" + getContainer().getMappedPort(PORT);
        }

        @Override
        public boolean appliesSecurity() {
            return false;
        }
    }
}
