// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static java.sql.Connection.TRANSACTION_REPEATABLE_READ;
import static java.sql.Connection.TRANSACTION_SERIALIZABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class PostgresJdbcFenceTest implements OptimisticFenceContract {

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

    @Override
    public JdbcFence fence() {
        return JdbcFence.postgresql();
    }

    @ParameterizedTest
    @ValueSource(ints = {TRANSACTION_REPEATABLE_READ, TRANSACTION_SERIALIZABLE})
    void aSnapshotOlderThanTheTokenIsASerializationFailure(int isolation) throws SQLException {
        write(new FencingToken(1));
        fails(isolation, OLD);
        fails(isolation, NEW);
    }

    @ParameterizedTest
    @ValueSource(ints = {TRANSACTION_REPEATABLE_READ, TRANSACTION_SERIALIZABLE})
    void aSnapshotOlderThanTheRowIsASerializationFailure(int isolation) throws SQLException {
        fails(isolation, OLD);
    }

    private void fails(int isolation, FencingToken token) throws SQLException {
        try (Connection late = database.begin(isolation)) {
            FenceDatabase.execute(late, "SELECT COUNT(*) FROM baton_fence");
            write(NEW);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> fence().check(late, "ledger", token))
                    .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("40001"));
        }
    }

    @Test
    void aTableThatIsThereNeedsNoRightToCreateOne() throws SQLException {
        database.execute("DROP ROLE IF EXISTS app");
        database.execute("CREATE ROLE app");
        database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        database.execute("GRANT SELECT, INSERT, UPDATE ON baton_fence TO app");
        try (Connection connection = database.connect()) {
            FenceDatabase.execute(connection, "SET ROLE app");
            fence().createTableIfMissing(connection);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> fence().withTable("other").createTableIfMissing(connection));
            connection.setAutoCommit(false);
            fence().check(connection, "ledger", NEW);
            connection.commit();
        } finally {
            database.execute("DROP OWNED BY app");
            database.execute("DROP ROLE app");
        }
    }
}
