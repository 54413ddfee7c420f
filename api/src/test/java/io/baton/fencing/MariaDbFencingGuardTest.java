// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class MariaDbFencingGuardTest implements JdbcFencingGuardContract {

    private static FenceDatabase database;

    private final FencingGuard guard = anotherGuard();

    @BeforeAll
    static void start() {
        database = MariaDb.start("");
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
        }
    }

    @Override
    public FenceDatabase database() {
        return database;
    }

    @Override
    public JdbcFence fence() {
        return JdbcFence.mysql();
    }

    @Override
    public FencingGuard guard() {
        return guard;
    }
}
