// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.Baton;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications whose elections are kept in this JVM. */
final class Applications {

    private Applications() {}

    /** An application that is alone in its store, and so leads whatever it stands in. */
    static ApplicationContextRunner alone() {
        return inStore(UUID.randomUUID().toString());
    }

    /** An application of several in one store. */
    static ApplicationContextRunner inStore(String store) {
        return withoutBaton().withBean("baton", Baton.class, () -> connect(store));
    }

    static ApplicationContextRunner withoutBaton() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ElectionsAutoConfiguration.class));
    }

    static Baton connect(String store) {
        return Baton.connect(Map.of(
                "baton.backend", "memory",
                "baton.memory.store", store,
                "baton.resign-backoff", "10ms",
                "baton.drain-timeout", "20s",
                // A stall of a busy machine is no reason to hand over.
                "baton.lease-duration", "20s"));
    }
}
