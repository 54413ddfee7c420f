// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import io.baton.testkit.process.ChildJvm;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that takes nothing delays no hand-over. */
class BlockedLogTest {

    @ParameterizedTest
    @ValueSource(strings = {"block", "throw"})
    void aBrokenLogDelaysNothing(String how) throws Exception {
        try (ChildJvm child = ChildJvm.of(BlockedLogMain.class.getName())
                .arguments(how)
                .systemProperty("org.slf4j.simpleLogger.log.io.baton.internal", "debug")
                .start()) {
            System.out.println(how + ": "
                    + child.awaitLine("handed over .*", Duration.ofSeconds(90)).group());
        }
    }
}
