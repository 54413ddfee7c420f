// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class MariaDbJdbcFenceTest implements MariaDbFenceContract {

    private static MariaDb database;

    @BeforeAll
    static void start() {
        database = MariaDb.start("", "--innodb-snapshot-isolation=OFF");
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
        }
    }

    @Override
    public MariaDb database() {
        return database;
    }
}
