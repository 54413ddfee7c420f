// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.fencing.FenceDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresFencedTest implements FencedContract {

    private static FenceDatabase database;

    @BeforeAll
    static void start() {
        database = FenceDatabase.postgres();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public FenceDatabase database() {
        return database;
    }
}
