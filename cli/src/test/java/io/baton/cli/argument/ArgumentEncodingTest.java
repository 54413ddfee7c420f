// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.argument;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentEncodingTest {

    @Test
    void charactersBeyondAsciiNeedUtf8() {
        assertThat(ArgumentEncoding.complaint("ANSI_X3.4-1968", "run\0Zürich".getBytes(UTF_8)))
                .hasValueSatisfying(why -> assertThat(why).contains("LC_ALL=C.UTF-8"));
        assertThat(ArgumentEncoding.complaint("UTF-8", "run\0Zürich".getBytes(UTF_8)))
                .isEmpty();
        assertThat(ArgumentEncoding.complaint("ANSI_X3.4-1968", "run\0Bern".getBytes(UTF_8)))
                .isEmpty();
    }
}
