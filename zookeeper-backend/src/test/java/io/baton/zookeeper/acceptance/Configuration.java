// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import io.baton.Baton;
import java.util.HashMap;
import java.util.Map;

/** What an application configures for one connection. Immutable. */
record Configuration(Map<String, String> keys) {

    Configuration {
        keys = Map.copyOf(keys);
    }

    /** The default lease duration, and nothing else but where the servers are. */
    static Configuration at(String connectString) {
        return new Configuration(Map.of("baton.backend", "zookeeper", "baton.zookeeper.connect-string", connectString));
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
