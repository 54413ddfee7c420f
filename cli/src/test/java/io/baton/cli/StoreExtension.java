// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for all tests of a class, with leases so long that no busy machine costs a leadership. */
final class StoreExtension implements BeforeAllCallback, AfterAllCallback {

    private @Nullable TestServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        server = TestServer.start(ServerSpec.standard()
                .withoutForcedWrites()
                .sessionTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(60)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
    }

    /** As an option of the program. */
    String option() {
        return option("60s");
    }

    String option(String lease) {
        return "--store=zookeeper://" + connectString() + "?connect-timeout=60s&lease=" + lease;
    }

    String connectString() {
        if (server == null) {
            throw new IllegalStateException("the server is started before the first test");
        }
        return server.connectString();
    }
}
