// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.containers;

import io.baton.spring.EtcdConnectionDetails;
import java.util.List;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;

/** Details of a container that is marked {@code @ServiceConnection(name = "etcd")}. */
final class EtcdContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<Container<?>, EtcdConnectionDetails> {

    private static final int PORT = 2379;

    EtcdContainerConnectionDetailsFactory() {
        super("etcd");
    }

    @Override
    protected EtcdConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
        return new OfContainer(source);
    }

    private static final class OfContainer extends ContainerConnectionDetails<Container<?>>
            implements EtcdConnectionDetails {

        OfContainer(ContainerConnectionSource<Container<?>> source) {
            super(source);
        }

        @Override
        public List<String> endpoints() {
            return List.of(
                    "http://" + getContainer().getHost() + ":" + getContainer().getMappedPort(PORT));
        }

        @Override
        public boolean appliesSecurity() {
            return false;
        }
    }
}
