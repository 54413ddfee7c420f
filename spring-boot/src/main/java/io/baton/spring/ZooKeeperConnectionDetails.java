// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import java.util.Optional;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where ZooKeeper is. A bean of this type goes before the properties, and is the backend if {@code baton.backend} is not set and
 * there are no details of another store. Asked once, while the application starts.
 */
public interface ZooKeeperConnectionDetails extends ConnectionDetails {

    /** The servers, with commas between, as in {@code baton.zookeeper.connect-string}; blank if they are not known. */
    String connectString();

    /** The scheme of {@link #auth()}; without it {@code digest}. */
    default Optional<String> authScheme() {
        return Optional.empty();
    }

    /** Who this client is, as in {@code baton.zookeeper.auth}; without it the properties say so. */
    default Optional<String> auth() {
        return Optional.empty();
    }

    /**
     * Whether the properties for credentials, SASL, TLS and ACLs apply to these servers where the details have none of their own.
     * A container in a test answers false, so that the properties of production need no change.
     */
    default boolean appliesSecurity() {
        return true;
    }
}
