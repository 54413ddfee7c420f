// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackTest {

    @Test
    void thisMachineIsLoopback() {
        assertThat(List.of("localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"))
                .allMatch(Loopback::includes);
    }

    @Test
    void whatMayBeAnotherMachineIsNot() {
        assertThat(List.of(
                        "127.example.com",
                        "127.0.0.1.example.com",
                        "localhost.example.com",
                        "10.0.0.1",
                        "0.0.0.0",
                        "::"))
                .noneMatch(Loopback::includes);
    }
}
