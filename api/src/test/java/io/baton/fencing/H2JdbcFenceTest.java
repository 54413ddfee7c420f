// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class H2JdbcFenceTest implements OptimisticFenceContract {

    private static final FenceDatabase DATABASE = FenceDatabase.h2();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Override
    public FenceDatabase database() {
        return DATABASE;
    }

    @Override
    public JdbcFence fence() {
        return JdbcFence.h2();
    }
}
