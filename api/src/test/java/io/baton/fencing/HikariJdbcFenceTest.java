// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL behind a pool of a few connections, which are in auto-commit mode when the pool lends them. */
@Timeout(300)
class HikariJdbcFenceTest implements OptimisticFenceContract {

    private static FenceDatabase database;

    /** Connections of a pool to another database. */
    private record Pooled(FenceDatabase database, HikariDataSource pool) implements FenceDatabase {

        static Pooled of(FenceDatabase.Postgres postgres) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(postgres.server().getPostgresDatabase());
            config.setMaximumPoolSize(CONNECTIONS);
            config.setMinimumIdle(1);
            return new Pooled(postgres, new HikariDataSource(config));
        }

        @Override
        public Connection connect() throws SQLException {
            return pool.getConnection();
        }

        /** For this transaction only: the pool does not reset what statements have set. */
        @Override
        public void limitWaiting(Connection connection) throws SQLException {
            FenceDatabase.execute(connection, "SET LOCAL lock_timeout = 50");
        }

        @Override
        public String lockTimeoutState() {
            return database.lockTimeoutState();
        }

        @Override
        public String deadlockState() {
            return database.deadlockState();
        }

        @Override
        public void close() {
            pool.close();
            database.close();
        }
    }

    @BeforeAll
    static void start() {
        database = Pooled.of((FenceDatabase.Postgres) FenceDatabase.postgres());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public FenceDatabase database() {
        return database;
    }

    @Override
    public JdbcFence fence() {
        return JdbcFence.postgresql();
    }

    @Override
    public int writesOfTwoWriters() {
        return 10_000;
    }

    @Test
    void aConnectionAsThePoolLendsItIsRefused() throws SQLException {
        try (Connection connection = database.connect()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> fence().check(connection, "ledger", NEW))
                    .withMessageContaining("auto-commit")
                    .withMessageContaining("setAutoCommit(false)");
        }
    }

    @Test
    void aConnectionGivenBackBeforeTheCommitGivesTheRowBack() throws SQLException {
        try (Connection connection = database.begin()) {
            fence().check(connection, "ledger", NEW);
        }
        assertThat(database.fence()).isEmpty();
        write(OLD);
        assertThat(database.ledger()).containsExactly(5L);
    }
}
