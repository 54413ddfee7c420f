// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import io.baton.testkit.fixture.Configuration;

/** The shortest configuration that reaches a server. */
final class Connecting {

    private Connecting() {}

    /** The default lease duration, where the servers are, and patience with them on a busy machine. */
    static Configuration to(String connectString) {
        return Configuration.of("zookeeper")
                .with("baton.zookeeper.connect-string", connectString)
                .with("baton.connect-timeout", "60s");
    }
}
