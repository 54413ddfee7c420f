// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectionWarmUpTest {

    private static final String OF_RATIS = "org.apache.ratis.";

    /** Another version of Ratis may have others; then the list is to be made anew. */
    @Test
    void everyClassThatIsLoadedAheadExists() throws IOException {
        List<String> names = ElectionWarmUp.names();
        assertThat(names).hasSizeGreaterThan(300).doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(name).startsWith(OF_RATIS);
            assertThat(Class.forName(name, false, getClass().getClassLoader()).getName())
                    .isEqualTo(name);
        });
    }
}
