// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.BatonException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class H2FencingGuardTest implements JdbcFencingGuardContract {

    private static FenceDatabase database;

    private final FencingGuard guard = anotherGuard();

    @BeforeAll
    static void start() {
        database = FenceDatabase.h2();
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
        return JdbcFence.h2();
    }

    @Override
    public FencingGuard guard() {
        return guard;
    }

    @Test
    void connectionsAreGivenBackAsTheyWereLent() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection only = database.connect()) {
                only.setAutoCommit(autoCommit);
                FencingGuard lent =
                        FencingGuard.inDatabase(JdbcFencingGuardContract.source(() -> unclosed(only)), JdbcFence.h2());
                lent.check("ledger", NEW);
                assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
                lent.guarded("ledger", NEW, () -> {});
                assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
                assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> lent.check("ledger", OLD));
                assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
                guard.check("ledger", NEW);
            }
        }
    }

    @Test
    void theFirstTransactionIsMadeOnceForEachToken() {
        AtomicInteger lent = new AtomicInteger();
        FencingGuard counted = FencingGuard.inDatabase(
                JdbcFencingGuardContract.source(() -> {
                    lent.incrementAndGet();
                    return database.connect();
                }),
                JdbcFence.h2());
        counted.guarded("ledger", OLD, () -> {});
        assertThat(lent).hasValue(2);
        counted.guarded("ledger", OLD, () -> {});
        assertThat(lent).hasValue(3);
        counted.guarded("ledger", NEW, () -> {});
        assertThat(lent).hasValue(5);
    }

    @Test
    void aSerializationFailureBeforeTheWriteIsTriedAgain() {
        List<String> writes = new ArrayList<>();
        FencingGuard failing = failing("commit", 1, 9);
        failing.guarded("ledger", NEW, () -> writes.add("once"));
        assertThat(writes).containsExactly("once");
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> failing("prepareStatement", 1, 10).check("ledger", NEW))
                .withMessageContaining("'ledger'")
                .withMessageContaining("nothing was written")
                .withCauseInstanceOf(SQLTransactionRollbackException.class);
    }

    @Test
    void aWriteIsNotRepeatedWhenItsTransactionCannotEnd() {
        List<String> writes = new ArrayList<>();
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> failing("commit", 2, 2).guarded("ledger", NEW, () -> writes.add("once")))
                .withMessageContaining("'ledger' has run")
                .withCauseInstanceOf(SQLTransactionRollbackException.class);
        assertThat(writes).containsExactly("once");
        assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> guard.check("ledger", OLD));
    }

    @Test
    void aMissingTableIsAnErrorWithItsRemedy() throws SQLException {
        database.execute("DROP TABLE baton_fence");
        List<String> writes = new ArrayList<>();
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> guard.guarded("ledger", NEW, () -> writes.add("unfenced")))
                .withMessageContaining("'ledger'")
                .withMessageContaining("createTableIfMissing")
                .withCauseInstanceOf(SQLException.class);
        assertThat(writes).isEmpty();
    }

    /** Two connections are enough: one keeps the row, the other one is for the write. */
    @Test
    void callersThatWaitTakeNoConnectionFromTheWriteThatRuns() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(((FenceDatabase.H2) database).url());
        config.setMaximumPoolSize(2);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            FencingGuard pooled = FencingGuard.inDatabase(pool, JdbcFence.h2());
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 64; writer++) {
                writers.add(threads.submit(() -> pooled.guarded("ledger", NEW, () -> insert(pool))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.ledger()).hasSize(64);
    }

    private static void insert(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            FenceDatabase.execute(connection, "INSERT INTO ledger (token) VALUES (7)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A guard whose connections fail with a serialization failure at these calls of a method. */
    private static FencingGuard failing(String name, int first, int last) {
        AtomicInteger calls = new AtomicInteger();
        return FencingGuard.inDatabase(
                JdbcFencingGuardContract.source(() -> {
                    Connection real = database.connect();
                    return Intercepted.proxy(Connection.class, (method, arguments) -> {
                        if (method.getName().equals(name)) {
                            int call = calls.incrementAndGet();
                            if (call >= first && call <= last) {
                                throw new SQLTransactionRollbackException("thrown by a test", "40001");
                            }
                        }
                        return Intercepted.invoke(method, real, arguments);
                    });
                }),
                JdbcFence.h2());
    }

    private static Connection unclosed(Connection real) {
        return Intercepted.proxy(
                Connection.class,
                (method, arguments) ->
                        method.getName().equals("close") ? null : Intercepted.invoke(method, real, arguments));
    }
}
