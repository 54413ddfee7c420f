// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import io.baton.testkit.fixture.Configuration;

/** The shortest configuration that reaches a server. */
final class Connecting {

    private Connecting() {}

    /** The default lease duration, and nothing else but where the servers are. */
    static Configuration to(String connectString) {
        return Configuration.of("zookeeper").with("baton.zookeeper.connect-string", connectString);
    }
}
