// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short run: one group is founded, and its leader is killed once. */
@Timeout(300)
class LeaseTableTest {

    @Test
    void theTableHasARowForEachLeaseAndTheTextAroundItIsKept(@TempDir Path directory) throws Exception {
        Path page = Files.writeString(
                directory.resolve("raft-leases.md"),
                "before\n<!-- shared: begin -->\nold\n<!-- shared: end -->\n<!-- throttled: begin -->\n<!-- throttled: end -->\n");

        LeaseTable.run(LeaseOptions.of(shortRun()), page);

        assertThat(page)
                .content()
                .startsWith("before\n<!-- shared: begin -->\n\nMeasured on ")
                .endsWith("<!-- shared: end -->\n<!-- throttled: begin -->\n<!-- throttled: end -->\n")
                .doesNotContain("old")
                .containsPattern("\\| 1500 ms \\| \\d.* ms \\| .* ms \\| 1 \\| ");
    }

    private static Properties shortRun() {
        Properties options = new Properties();
        options.setProperty("leases", "1500");
        options.setProperty("minutes", "0");
        options.setProperty("rounds", "1");
        options.setProperty("storage", "memory");
        return options;
    }
}
