// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class PgBouncerJdbcFenceTest implements JdbcFenceContract {

    private static PgBouncer database;

    @BeforeAll
    static void start() {
        database = PgBouncer.start();
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
        }
    }

    @Override
    public FenceDatabase database() {
        return database;
    }

    @Override
    public JdbcFence fence() {
        return JdbcFence.postgresql();
    }

    @Test
    void noStaleWriteLandsThoughTransactionsChangeConnections() throws Exception {
        TwoWriters.Outcome outcome =
                new TwoWriters(database, fence()::check, Connection.TRANSACTION_READ_COMMITTED).run(5_000, 50);
        System.out.println("PgBouncer, " + outcome.describe("50 handovers", database.ledger()));
        assertThat(TwoWriters.stale(database.ledger())).isZero();
        assertThat(TwoWriters.stale(database.ledgerByCommit())).isZero();
        assertThat(outcome.leading().rejected()).isZero();
        assertThat(outcome.deposed().rejected()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void transactionsOfOneConnectionRunOnSeveralConnectionsOfTheServer() throws SQLException {
        Set<Long> processes = new HashSet<>();
        try (Connection connection = database.begin();
                Connection other = database.begin()) {
            for (int round = 0; round < 10; round++) {
                fence().check(other, "other", new FencingToken(1));
                fence().check(connection, "ledger", new FencingToken(1));
                processes.add(process(connection));
                connection.commit();
                other.commit();
            }
        }
        assertThat(processes).hasSizeGreaterThan(1);
    }

    private static long process(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }
}
