// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import org.junit.jupiter.api.Test;

/** What holds on MariaDB besides, however it and its driver are set. */
interface MariaDbFenceContract extends FenceConcurrencyContract {

    String EARLIER_TABLE = "CREATE TABLE baton_fence (resource VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            + " NOT NULL PRIMARY KEY, token BIGINT NOT NULL) ENGINE=InnoDB";

    @Override
    MariaDb database();

    @Override
    default JdbcFence fence() {
        return JdbcFence.mysql();
    }

    @Override
    default int writesOfTwoWriters() {
        return 10_000;
    }

    @Test
    default void theTableCanHaveCompactRows() throws SQLException {
        String longest = "\u4e00".repeat(254);
        for (String mode : new String[] {"ON", "OFF"}) {
            database().execute("DROP TABLE baton_fence");
            database().execute("SET GLOBAL innodb_default_row_format = compact");
            try (Connection connection = database().connect()) {
                FenceDatabase.execute(connection, "SET innodb_strict_mode = " + mode);
                fence().createTableIfMissing(connection);
                connection.setAutoCommit(false);
                fence().check(connection, longest + "a", NEW);
                fence().check(connection, longest + "b", OLD);
                connection.commit();
            } finally {
                database().execute("SET GLOBAL innodb_default_row_format = dynamic");
            }
            assertThat(database().fence()).containsExactly(7L, 5L);
        }
    }

    @Test
    default void aTableOfTheEarlierFormIsStillGood() throws Exception {
        database().execute("DROP TABLE baton_fence");
        database().execute(EARLIER_TABLE);
        database().execute("INSERT INTO baton_fence VALUES ('ledger', 5), ('\u00fc\uD83D\uDCB0', 5)");
        String[] names = {"ledger", "\u00fc\uD83D\uDCB0"};
        for (String name : names) {
            try (Connection connection = database().begin()) {
                assertThatExceptionOfType(StaleTokenException.class)
                        .isThrownBy(() -> fence().check(connection, name, new FencingToken(4)));
                fence().check(connection, name, NEW);
                fence().check(connection, name + " and more", OLD);
                connection.commit();
            }
        }
        assertThat(database().fence()).containsExactlyInAnyOrder(7L, 7L, 5L, 5L);
    }

    @Test
    default void aTableThatIsThereNeedsNoRightToCreateOne() throws SQLException {
        database().execute("CREATE OR REPLACE USER app@127.0.0.1");
        database().execute("GRANT SELECT, INSERT, UPDATE ON fence.* TO app@127.0.0.1");
        try (Connection connection = database().connect("app", "fence")) {
            fence().createTableIfMissing(connection);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> fence().withTable("other").createTableIfMissing(connection));
            connection.setAutoCommit(false);
            fence().check(connection, "ledger", NEW);
            connection.commit();
        }
    }

    /** A check at REPEATABLE READ in a transaction that began to read before another token was committed. */
    default void failsAtAnOldSnapshot(FencingToken token, FencingToken meanwhile) throws SQLException {
        try (Connection late = database().begin(Connection.TRANSACTION_REPEATABLE_READ)) {
            FenceDatabase.execute(late, "SELECT COUNT(*) FROM baton_fence");
            write(meanwhile);
            assertThatExceptionOfType(SQLTransactionRollbackException.class)
                    .isThrownBy(() -> fence().check(late, "ledger", token))
                    .withMessageContaining("'ledger'")
                    .withCauseInstanceOf(SQLException.class)
                    .satisfies(failure -> {
                        assertThat(failure.getSQLState()).isEqualTo("40001");
                        assertThat(failure.getErrorCode()).isEqualTo(1020);
                    });
        }
    }
}
