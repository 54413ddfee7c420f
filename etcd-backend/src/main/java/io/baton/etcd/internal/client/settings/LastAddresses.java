// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses that the endpoints of one backend had when they were looked up last. Shared by its sessions, which follow each
 * other: what one has found counts for the next while a name cannot be looked up. Thread-safe.
 */
public final class LastAddresses {

    private final Map<Endpoint, List<SocketAddress>> found = new ConcurrentHashMap<>();

    public void found(Endpoint endpoint, List<SocketAddress> addresses) {
        found.put(endpoint, List.copyOf(addresses));
    }

    /** None if the endpoint was never found. */
    public List<SocketAddress> of(Endpoint endpoint) {
        return found.getOrDefault(endpoint, List.of());
    }
}
