// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class MariaDbSnapshotIsolationJdbcFenceTest implements MariaDbFenceContract {

    private static MariaDb database;

    @BeforeAll
    static void start() {
        database = MariaDb.start("", "--innodb-snapshot-isolation=ON");
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

    @Test
    void aSnapshotOlderThanTheTokenIsASerializationFailure() throws SQLException {
        write(new FencingToken(1));
        failsAtAnOldSnapshot(OLD, NEW);
        failsAtAnOldSnapshot(new FencingToken(9), new FencingToken(8));
    }

    @Test
    void aSnapshotOlderThanTheRowIsASerializationFailure() throws SQLException {
        failsAtAnOldSnapshot(OLD, NEW);
    }
}
