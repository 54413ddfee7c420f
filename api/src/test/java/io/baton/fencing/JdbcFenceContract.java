// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static java.sql.Connection.TRANSACTION_READ_COMMITTED;
import static java.sql.Connection.TRANSACTION_READ_UNCOMMITTED;
import static java.sql.Connection.TRANSACTION_REPEATABLE_READ;
import static java.sql.Connection.TRANSACTION_SERIALIZABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one transaction after the other sees, on every database. */
interface JdbcFenceContract {

    FencingToken OLD = new FencingToken(5);
    FencingToken NEW = new FencingToken(7);

    FenceDatabase database();

    JdbcFence fence();

    @BeforeEach
    default void emptyTables() throws SQLException {
        database().reset();
        try (Connection connection = database().connect()) {
            fence().createTableIfMissing(connection);
        }
    }

    /** One transaction: check, write, commit. */
    default void write(FencingToken token) throws SQLException {
        try (Connection connection = database().begin()) {
            write(connection, token);
        }
    }

    default void write(Connection connection, FencingToken token) throws SQLException {
        fence().check(connection, "ledger", token);
        FenceDatabase.execute(connection, "INSERT INTO ledger (token) VALUES (" + token.value() + ")");
        connection.commit();
    }

    @Test
    default void equalAndGreaterTokensAreAccepted() throws SQLException {
        write(OLD);
        write(OLD);
        write(NEW);
        write(NEW);
        assertThat(database().ledger()).containsExactly(5L, 5L, 7L, 7L);
        assertThat(database().fence()).containsExactly(7L);
    }

    @Test
    default void oneTransactionMayCheckManyTimes() throws SQLException {
        try (Connection connection = database().begin()) {
            fence().check(connection, "ledger", OLD);
            fence().check(connection, "ledger", OLD);
            fence().check(connection, "ledger", NEW);
            assertThatExceptionOfType(StaleTokenException.class)
                    .isThrownBy(() -> fence().check(connection, "ledger", OLD));
            write(connection, NEW);
        }
        assertThat(database().ledger()).containsExactly(7L);
    }

    @Test
    default void aSmallerTokenIsRefusedAndSaysWhy() throws SQLException {
        write(NEW);
        assertThatExceptionOfType(StaleTokenException.class)
                .isThrownBy(() -> write(OLD))
                .satisfies(stale -> {
                    assertThat(stale.resource()).isEqualTo("ledger");
                    assertThat(stale.offered()).isEqualTo(OLD);
                    assertThat(stale.highestSeen()).isEqualTo(NEW);
                });
        assertThat(database().ledger()).containsExactly(7L);
    }

    @Test
    default void theTransactionIsStillUsableAfterARefusal() throws SQLException {
        write(NEW);
        try (Connection connection = database().begin()) {
            assertThatExceptionOfType(StaleTokenException.class)
                    .isThrownBy(() -> fence().check(connection, "ledger", OLD));
            write(connection, NEW);
        }
        assertThat(database().ledger()).containsExactly(7L, 7L);
    }

    @Test
    default void whatIsRolledBackWasNeverSeen() throws SQLException {
        write(OLD);
        try (Connection connection = database().begin()) {
            fence().check(connection, "ledger", NEW);
            connection.rollback();
        }
        write(OLD);
        try (Connection connection = database().begin()) {
            Savepoint before = connection.setSavepoint();
            fence().check(connection, "ledger", NEW);
            connection.rollback(before);
            connection.commit();
        }
        write(OLD);
        assertThat(database().fence()).containsExactly(5L);
    }

    @Test
    default void resourcesDoNotKnowEachOther() throws SQLException {
        String[] names = {"ledger", "Ledger", "ledger ", "'; DROP TABLE ledger; --", "\uD83D\uDCB0", "x".repeat(255)};
        try (Connection connection = database().begin()) {
            for (int i = 0; i < names.length; i++) {
                fence().check(connection, names[i], new FencingToken(names.length - i));
            }
            connection.commit();
        }
        assertThat(database().fence()).hasSize(names.length);
    }

    @Test
    default void autoCommitIsRefused() throws SQLException {
        try (Connection connection = database().connect()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> fence().check(connection, "ledger", OLD))
                    .withMessageContaining("setAutoCommit(false)");
        }
        assertThat(database().fence()).isEmpty();
    }

    @Test
    default void theTableIsNotCreatedInATransaction() throws SQLException {
        try (Connection connection = database().begin()) {
            assertThatIllegalStateException().isThrownBy(() -> fence().createTableIfMissing(connection));
        }
    }

    @Test
    default void theTableMayHaveAnotherNameAndSchema() throws SQLException {
        database().execute("CREATE SCHEMA IF NOT EXISTS billing");
        try (Connection connection = database().connect()) {
            JdbcFence other = JdbcFence.forConnection(connection).withTable("billing.Fence_2");
            other.createTableIfMissing(connection);
            other.createTableIfMissing(connection);
            connection.setAutoCommit(false);
            other.check(connection, "ledger", NEW);
            fence().check(connection, "ledger", OLD);
            connection.commit();
        }
    }

    @Test
    default void aMissingTableIsTheDatabasesOwnError() throws SQLException {
        try (Connection connection = database().begin()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> fence().withTable("missing").check(connection, "ledger", OLD));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                TRANSACTION_READ_UNCOMMITTED,
                TRANSACTION_READ_COMMITTED,
                TRANSACTION_REPEATABLE_READ,
                TRANSACTION_SERIALIZABLE
            })
    default void aStaleTokenDoesNotLandFromAnOldSnapshot(int isolation) throws SQLException {
        write(OLD);
        staleFromOldSnapshot(isolation, 1);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                TRANSACTION_READ_UNCOMMITTED,
                TRANSACTION_READ_COMMITTED,
                TRANSACTION_REPEATABLE_READ,
                TRANSACTION_SERIALIZABLE
            })
    default void aStaleTokenDoesNotLandFromASnapshotOlderThanTheRow(int isolation) throws SQLException {
        staleFromOldSnapshot(isolation, 0);
    }

    private void staleFromOldSnapshot(int isolation, int entries) throws SQLException {
        try (Connection late = database().begin(isolation)) {
            FenceDatabase.execute(late, "SELECT COUNT(*) FROM ledger");
            FenceDatabase.execute(late, "SELECT COUNT(*) FROM baton_fence");
            if (landsMeanwhile(NEW, isolation)) {
                assertThat(refusal(late, OLD))
                        .isIn(isolation <= TRANSACTION_READ_COMMITTED ? "stale" : "40001", "stale");
                late.rollback();
            } else {
                late.rollback();
                write(NEW);
            }
            assertThat(refusal(late, OLD)).isEqualTo("stale");
            late.rollback();
        }
        assertThat(database().ledger()).hasSize(entries + 1).endsWith(7L);
    }

    /** Whether another transaction has written while one that has read is open. */
    private boolean landsMeanwhile(FencingToken token, int isolation) throws SQLException {
        try (Connection other = database().begin()) {
            if (database().readsLock(isolation)) {
                database().limitWaiting(other);
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> write(other, token));
                other.rollback();
                return false;
            }
            write(other, token);
            return true;
        }
    }

    private String refusal(Connection connection, FencingToken token) throws SQLException {
        try {
            write(connection, token);
            return "landed";
        } catch (StaleTokenException refused) {
            return "stale";
        } catch (SQLException failure) {
            return failure.getSQLState();
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                TRANSACTION_READ_UNCOMMITTED,
                TRANSACTION_READ_COMMITTED,
                TRANSACTION_REPEATABLE_READ,
                TRANSACTION_SERIALIZABLE
            })
    default void aNewLeaderWithAnOldSnapshotSucceedsAtTheLatestOnRetry(int isolation) throws SQLException {
        try (Connection late = database().begin(isolation)) {
            FenceDatabase.execute(late, "SELECT COUNT(*) FROM baton_fence");
            boolean meanwhile = landsMeanwhile(OLD, isolation);
            if (!refusal(late, NEW).equals("landed")) {
                late.rollback();
                write(late, NEW);
            }
            assertThat(database().ledger()).isEqualTo(meanwhile ? List.of(5L, 7L) : List.of(7L));
        }
    }
}
