// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class NullMarkedTest {

    @Test
    void thePackageIsNullMarked() {
        assertTrue(NullMarkedTest.class.getPackage().isAnnotationPresent(NullMarked.class));
    }
}
