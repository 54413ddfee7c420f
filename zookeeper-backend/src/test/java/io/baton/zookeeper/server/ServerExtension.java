// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import java.time.Duration;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of a class, with a client by which the test acts as an operator. */
public final class ServerExtension implements BeforeAllCallback, AfterAllCallback {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private @Nullable TestServer server;
    private @Nullable RawClient operator;

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        TestServer started = TestServer.start();
        server = started;
        operator = RawClient.connect(started.connectString(), SESSION_TIMEOUT);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (operator != null) {
            operator.close();
        }
        if (server != null) {
            server.close();
        }
    }

    public TestServer server() {
        return started(server);
    }

    /** What the store holds, as the operator sees and changes it. */
    public ZooKeeper store() {
        return started(operator).handle();
    }

    public RawClient operator() {
        return started(operator);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the server is started before the first test");
        }
        return part;
    }
}
