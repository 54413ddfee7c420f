// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ChangedRowsJdbcFenceTest implements OptimisticFenceContract {

    private static final FenceDatabase DATABASE = new ChangedRowsDatabase(FenceDatabase.h2());

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

    @Override
    public int writesOfTwoWriters() {
        return 10_000;
    }

    @Test
    void thisDatabaseCountsOnlyChangedRows() throws SQLException {
        write(OLD);
        String sql = "UPDATE baton_fence SET token = ? WHERE resource = ? AND token <= ?";
        try (Connection connection = DATABASE.begin();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, 5);
            update.setString(2, "ledger");
            update.setLong(3, 5);
            assertThat(update.executeUpdate()).isZero();
            update.setLong(1, 4);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
