// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where etcd is. A bean of this type goes before the properties, and is the backend if {@code baton.backend} is not set and there
 * are no details of another store. Asked once, while the application starts.
 */
public interface EtcdConnectionDetails extends ConnectionDetails {

    /** The members, for example {@code http://etcd1:2379}; empty if they are not known. */
    List<String> endpoints();

    /** The user, together with {@link #password()}; without it the properties say so. */
    default Optional<String> user() {
        return Optional.empty();
    }

    /** The user's password. */
    default Optional<String> password() {
        return Optional.empty();
    }

    /**
     * Whether the properties for credentials and TLS apply to these members where the details have none of their own. A container
     * in a test answers false, so that the properties of production need no change.
     */
    default boolean appliesSecurity() {
        return true;
    }
}
