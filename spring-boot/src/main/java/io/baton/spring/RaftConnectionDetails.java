// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Who belongs to the embedded Raft group, for example from a service registry. A bean of this type goes before the properties, and
 * is the backend if {@code baton.backend} is not set and there are no details of another store. Asked once, while the application
 * starts.
 *
 * <p>No container provides these details: the members of the group are processes of the application itself, so there is no server
 * that a test could start in a container. With nothing but a data directory a test has a group of one.
 */
public interface RaftConnectionDetails extends ConnectionDetails {

    /** The members, as {@code id@host:port}; empty for a group of one. */
    List<String> members();

    /** Which of the members this process is, or another name if it is none; without it the properties say so. */
    default Optional<String> id() {
        return Optional.empty();
    }

    /** The address on which this member listens; without it the properties say so. */
    default Optional<String> listen() {
        return Optional.empty();
    }
}
