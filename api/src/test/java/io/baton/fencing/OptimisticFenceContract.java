// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What databases give besides where a check looks for the row before it makes it. */
interface OptimisticFenceContract extends FenceConcurrencyContract {

    @Test
    default void aStaleWriterNeitherWaitsForTheLeaderNorKeepsTheRow() throws SQLException {
        write(NEW);
        try (Connection leader = database().begin();
                Connection late = database().begin()) {
            database().limitWaiting(late);
            fence().check(leader, "ledger", NEW);
            assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> write(late, OLD));
            leader.commit();
            database().limitWaiting(leader);
            write(leader, NEW);
        }
        assertThat(database().ledger()).containsExactly(7L, 7L);
    }

    @Test
    default void aTokenThatAppearsDuringTheCheckIsHeldIfEqual() throws SQLException {
        checkOvertakenBy(OLD, OLD);
        assertThat(database().ledger()).containsExactly(5L, 7L);
    }

    @Test
    default void aTokenThatAppearsDuringTheCheckIsRaisedIfSmaller() throws SQLException {
        checkOvertakenBy(new FencingToken(1), OLD);
        assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> write(new FencingToken(1)));
        assertThat(database().ledger()).containsExactly(1L, 7L);
    }

    @Test
    default void aTokenThatAppearsDuringTheCheckRefusesItIfGreater() {
        assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> checkOvertakenBy(NEW, OLD));
    }

    /** The other token makes the row between this check's update and its look at the row. */
    private void checkOvertakenBy(FencingToken other, FencingToken token) throws SQLException {
        try (Connection connection = database().begin();
                Connection next = database().begin()) {
            Connection overtaken = Intercepted.connection(connection, sql -> {
                if (sql.startsWith("SELECT") && database().fence().isEmpty()) {
                    write(other);
                }
                return connection.prepareStatement(sql);
            });
            fence().check(overtaken, "ledger", token);
            assertThat(database().fence()).containsExactly(other.value());

            database().limitWaiting(next);
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> write(next, NEW));
            next.rollback();
            connection.commit();
            assertThat(database().fence()).containsExactly(token.value());
            write(next, NEW);
        }
    }
}
