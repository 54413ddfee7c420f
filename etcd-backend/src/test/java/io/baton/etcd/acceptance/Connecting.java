// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import io.baton.testkit.fixture.Configuration;
import java.time.Duration;

/** The shortest configuration that reaches a cluster. */
final class Connecting {

    private Connecting() {}

    /** The default lease duration, where the members are, and patience with them on a busy machine. */
    static Configuration to(String endpoints) {
        return Configuration.of("etcd").with("baton.etcd.endpoints", endpoints).with("baton.connect-timeout", "60s");
    }

    static Configuration to(String endpoints, Duration lease) {
        return to(endpoints).with("baton.lease-duration", lease.toSeconds() + "s");
    }

    /** As {@link #to}, for mistakes that are not waited for. */
    static Configuration brieflyTo(String endpoints) {
        return to(endpoints).with("baton.connect-timeout", "2s").with("baton.lease-duration", "4s");
    }
}
