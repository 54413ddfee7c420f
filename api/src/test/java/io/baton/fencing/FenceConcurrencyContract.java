// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static java.sql.Connection.TRANSACTION_READ_COMMITTED;
import static java.sql.Connection.TRANSACTION_READ_UNCOMMITTED;
import static java.sql.Connection.TRANSACTION_REPEATABLE_READ;
import static java.sql.Connection.TRANSACTION_SERIALIZABLE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What transactions that run at the same time do to each other, on every database. */
interface FenceConcurrencyContract extends JdbcFenceContract {

    int CONNECTIONS = 16;

    default int writesOfTwoWriters() {
        return 100_000;
    }

    @Test
    default void manyFirstUsesAtOnceFailNoTransaction() throws Exception {
        List<String> resources = new ArrayList<>();
        for (int round = 0; round < 25; round++) {
            resources.add("resource " + round);
        }
        CyclicBarrier start = new CyclicBarrier(CONNECTIONS);
        List<Integer> accepted = together(CONNECTIONS, number -> {
            FencingToken token = new FencingToken(1 + number / 2);
            int count = 0;
            try (Connection connection = database().begin()) {
                for (String resource : resources) {
                    start.await(200, SECONDS);
                    count += accepts(connection, resource, token) ? 1 : 0;
                }
            }
            return count;
        });

        assertThat(database().fence()).hasSize(resources.size()).containsOnly((long) CONNECTIONS / 2);
        assertThat(database().ledger()).hasSize(resources.size() * CONNECTIONS);
        assertThat(accepted.subList(CONNECTIONS - 2, CONNECTIONS)).containsOnly(resources.size());
    }

    private boolean accepts(Connection connection, String resource, FencingToken token) throws SQLException {
        try {
            fence().check(connection, resource, token);
            return true;
        } catch (StaleTokenException refused) {
            return false;
        } finally {
            // Fails if the check has aborted the transaction.
            FenceDatabase.execute(connection, "INSERT INTO ledger (token) VALUES (" + token.value() + ")");
            connection.commit();
        }
    }

    @Test
    default void theTableMayBeCreatedByManyAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            JdbcFence fence = fence().withTable("fence_" + round);
            CyclicBarrier start = new CyclicBarrier(CONNECTIONS);
            together(CONNECTIONS, number -> {
                try (Connection connection = database().connect()) {
                    start.await(200, SECONDS);
                    fence.createTableIfMissing(connection);
                    connection.setAutoCommit(false);
                    fence.check(connection, "ledger", NEW);
                    connection.commit();
                }
                return number;
            });
        }
    }

    @Test
    default void aCheckThatMeetsAnotherTransactionDecidesWhenThatHasEnded() throws Exception {
        write(new FencingToken(1));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> oldTokenMeets(Connection::commit))
                .withCauseInstanceOf(StaleTokenException.class);
        assertThat(database().ledger()).containsExactly(1L);
    }

    @Test
    default void aCheckThatMeetsAnotherTransactionIsAcceptedWhenThatIsRolledBack() throws Exception {
        write(new FencingToken(1));
        oldTokenMeets(Connection::rollback);
        assertThat(database().ledger()).containsExactly(1L, 5L);
    }

    @Test
    default void aLockTimeoutIsTheDatabasesOwnFailure() throws SQLException {
        try (Connection leader = database().begin();
                Connection next = database().begin()) {
            fence().check(leader, "ledger", OLD);
            database().limitWaiting(next);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> fence().check(next, "ledger", NEW))
                    .satisfies(failure -> assertThat(failure.getSQLState())
                            .isEqualTo(database().lockTimeoutState()));
        }
    }

    @Test
    default void aDeadlockIsTheDatabasesOwnFailure() throws Exception {
        try (Connection connection = database().begin()) {
            fence().check(connection, "1", OLD);
            fence().check(connection, "2", OLD);
            connection.commit();
        }
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        List<String> states = together(2, number -> {
            try (Connection connection = database().begin()) {
                fence().check(connection, number == 0 ? "1" : "2", OLD);
                bothHoldOne.await(200, SECONDS);
                try {
                    fence().check(connection, number == 0 ? "2" : "1", OLD);
                    return "accepted";
                } catch (SQLException failure) {
                    return failure.getSQLState();
                } finally {
                    connection.rollback();
                }
            }
        });
        assertThat(states).containsExactlyInAnyOrder("accepted", database().deadlockState());
    }

    interface Ending {
        void of(Connection connection) throws SQLException;
    }

    private void oldTokenMeets(Ending ending) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection leader = database().begin()) {
            fence().check(leader, "ledger", NEW);
            CountDownLatch started = new CountDownLatch(1);
            Future<?> late = thread.submit(() -> {
                try (Connection connection = database().begin()) {
                    started.countDown();
                    write(connection, OLD);
                }
                return OLD;
            });
            started.await();
            ending.of(leader);
            late.get();
        } finally {
            thread.shutdownNow();
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
    default void noStaleWriteLandsAtAnyLevelOfIsolation(int isolation) throws Exception {
        TwoWriters writers = new TwoWriters(database(), fence()::check, isolation);
        verify("isolation " + isolation, 20, writers.run(2_000, 20));
    }

    @Test
    default void noStaleWriteOfTwoWritersLands() throws Exception {
        TwoWriters writers = new TwoWriters(database(), fence()::check, TRANSACTION_READ_COMMITTED);
        verify("one handover", 1, writers.run(writesOfTwoWriters(), 1));
        emptyTables();
        verify("200 handovers", 200, writers.run(writesOfTwoWriters() / 5, 200));
    }

    private void verify(String title, int terms, TwoWriters.Outcome outcome) throws SQLException {
        List<Long> ledger = database().ledger();
        System.out.println(getClass().getSimpleName() + ", " + outcome.describe(title, ledger));
        assertThat(TwoWriters.stale(ledger)).isZero();
        assertThat(TwoWriters.stale(database().ledgerByCommit())).isZero();
        assertThat(ledger)
                .hasSize(outcome.deposed().accepted() + outcome.leading().accepted());
        assertThat(outcome.leading().rejected()).isZero();
        assertThat(outcome.deposed().rejected()).isGreaterThanOrEqualTo(terms);
    }

    /** The same two writers without the fence, so that the test above is known to be able to fail. */
    @Test
    default void withoutTheFenceStaleWritesLand() throws Exception {
        new TwoWriters(database(), (connection, resource, token) -> {}, TRANSACTION_READ_COMMITTED).run(2_000, 20);
        assertThat(TwoWriters.stale(database().ledger())).isGreaterThanOrEqualTo(20);
    }

    interface Task<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> together(int connections, Task<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int number = 0; number < connections; number++) {
                int mine = number;
                tasks.add(() -> task.run(mine));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
