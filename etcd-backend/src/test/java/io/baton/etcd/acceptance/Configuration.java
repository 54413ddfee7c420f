// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import io.baton.Baton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What an application configures for one connection. Immutable. */
record Configuration(Map<String, String> keys) {

    Configuration {
        keys = Map.copyOf(keys);
    }

    /** The default lease duration, and nothing else but where the server is. */
    static Configuration at(String endpoint) {
        return new Configuration(Map.of("baton.backend", "etcd", "baton.etcd.endpoints", endpoint));
    }

    Configuration lease(Duration duration) {
        return with("baton.lease-duration", duration.toSeconds() + "s");
    }

    Configuration with(String key, String value) {
        Map<String, String> more = new HashMap<>(keys);
        more.put(key, value);
        return new Configuration(more);
    }

    Baton connect() {
        return Baton.connect(keys);
    }
}
