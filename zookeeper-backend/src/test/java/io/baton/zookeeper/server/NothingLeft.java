// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** P12, whatever a test class was about: when all is closed, no thread of the backend or of its client is left. */
public final class NothingLeft implements AfterAllCallback {

    private static final Duration BOUND = Duration.ofSeconds(10);

    @Override
    public void afterAll(ExtensionContext context) {
        check("threads left by " + context.getDisplayName());
    }

    /** For a test that has closed everything. */
    public static void check() {
        check("threads left");
    }

    private static void check(String what) {
        await().atMost(BOUND).untilAsserted(() -> assertThat(threads()).as(what).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("baton-zookeeper") || name.startsWith("zkNetty"))
                .toList();
    }
}
