// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.baton.FencingToken;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcFenceTest {

    @ParameterizedTest
    @CsvSource({"PostgreSQL,POSTGRESQL", "H2,H2", "MySQL,MYSQL", "MariaDB,MYSQL"})
    void theDatabaseIsKnownByItsProductName(String product, JdbcDialect dialect) {
        assertThat(JdbcDialect.ofProduct(product)).isEqualTo(dialect);
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcDialect.ofProduct("Oracle"))
                .withMessageContaining("'Oracle'");
    }

    @Test
    void theDatabaseOfAConnectionIsFound() throws SQLException {
        try (FenceDatabase database = FenceDatabase.h2();
                var connection = database.connect()) {
            assertThat(JdbcFence.forConnection(connection).createTableSql())
                    .isEqualTo(JdbcFence.h2().createTableSql());
        }
    }

    @Test
    void aFenceForAnyDatabaseAsksTheConnection() throws SQLException {
        JdbcFence fence = JdbcFence.forAnyDatabase().withTable("tokens");
        try (FenceDatabase database = FenceDatabase.h2();
                var connection = database.connect()) {
            fence.createTableIfMissing(connection);
            connection.setAutoCommit(false);
            fence.check(connection, "ledger", new FencingToken(2));
            assertThatExceptionOfType(StaleTokenException.class)
                    .isThrownBy(() -> fence.check(connection, "ledger", new FencingToken(1)));
        }
        assertThatIllegalStateException()
                .isThrownBy(fence::createTableSql)
                .withMessageContaining("forConnection(connection)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fence", "_f", "billing.fence", "Billing_2.F1"})
    void aTableMayHaveASchema(String name) {
        assertThat(JdbcFence.postgresql().withTable(name).createTableSql()).contains(" " + name + " (");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1f", "a.b.c", ".f", "f.", "f g", "f;", "f--", "\"f\"", "f`", "f\n", "fénce", "f$", "f%s"})
    void otherNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcFence.postgresql().withTable(name));
    }

    @Test
    void aNameMayNotBeLongerThanDatabasesKeepApart() {
        JdbcFence.postgresql().withTable("f".repeat(63));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcFence.postgresql().withTable("f".repeat(64)));
    }

    @Test
    void theTableOfMySqlIsTransactionalAndTellsNamesApart() {
        assertThat(JdbcFence.mysql().createTableSql()).contains("ENGINE=InnoDB").contains("VARBINARY(765)");
    }
}
