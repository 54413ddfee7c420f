// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a guard in a database does besides: other guard objects stand for other processes. */
interface JdbcFencingGuardContract extends FencingGuardContract {

    FenceDatabase database();

    JdbcFence fence();

    @BeforeEach
    default void emptyTables() throws SQLException {
        database().reset();
        try (Connection connection = database().connect()) {
            fence().createTableIfMissing(connection);
        }
    }

    @Override
    default int tokens() {
        return 200;
    }

    default FencingGuard anotherGuard() {
        return FencingGuard.inDatabase(source(database()), fence());
    }

    static DataSource source(FenceDatabase database) {
        return source(database::connect);
    }

    interface Lending {
        Connection lend() throws SQLException;
    }

    static DataSource source(Lending lending) {
        return Intercepted.proxy(DataSource.class, (method, arguments) -> {
            if (method.getName().equals("getConnection") && arguments.length == 0) {
                return lending.lend();
            }
            throw new UnsupportedOperationException(method.toString());
        });
    }

    @Test
    default void anotherGuardOverTheSameTableRefusesTheStaleToken() {
        guard().guarded("ledger", NEW, () -> {});
        FencingGuard after = anotherGuard();
        List<String> writes = new ArrayList<>();
        assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> after.check("ledger", OLD));
        assertThatExceptionOfType(StaleTokenException.class)
                .isThrownBy(() -> after.guarded("ledger", OLD, () -> writes.add("late")))
                .satisfies(stale -> assertThat(stale.highestSeen()).isEqualTo(NEW));
        after.guarded("ledger", NEW, () -> writes.add("of the leader"));
        assertThat(writes).containsExactly("of the leader");
    }

    @Test
    default void theTokenIsCommittedBeforeItsWriteBegins() throws SQLException {
        List<Long> seen = guard().guarded("ledger", NEW, this::committed);
        assertThat(seen).containsExactly(7L);
        guard().guarded("ledger", NEW, () -> {});
        assertThat(database().fence()).containsExactly(7L);
    }

    @Test
    default void aGreaterTokenOfAnotherGuardWaitsForTheWriteThatIsRunning() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        FencingGuard other = anotherGuard();
        Future<?> newer = guard().guarded("ledger", OLD, () -> {
            Future<?> waiting = threads.submit(() -> {
                mayEnd.countDown();
                other.guarded("ledger", NEW, () -> order.add("new"));
            });
            FencingGuardContract.await(mayEnd);
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS));
            order.add("old");
            return waiting;
        });
        newer.get();
        threads.shutdown();
        assertThat(order).containsExactly("old", "new");
    }

    @Test
    default void writesOfSeveralGuardsNeverGoBack() throws Exception {
        List<Long> ledger = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            FencingGuard ofItsOwn = anotherGuard();
            int parity = writer;
            writers.add(threads.submit(() -> {
                start.await();
                return writeAll(ofItsOwn, parity, ledger);
            }));
        }
        int refused = writers.get(0).get() + writers.get(1).get();
        threads.shutdown();
        System.out.println(getClass().getSimpleName() + ": two guards, " + ledger.size() + " writes accepted, "
                + refused + " refused, " + TwoWriters.stale(ledger) + " stale landed");
        assertThat(ledger).isSorted();
        assertThat(ledger.size() + refused).isEqualTo(tokens());
    }

    private int writeAll(FencingGuard guard, int parity, List<Long> ledger) {
        int refused = 0;
        for (long value = 1; value <= tokens(); value++) {
            if (value % 2 == parity) {
                refused += write(guard, value, ledger);
            }
        }
        return refused;
    }

    private int write(FencingGuard guard, long value, List<Long> ledger) {
        try {
            guard.guarded("ledger", new FencingToken(value), () -> ledger.add(value));
            return 0;
        } catch (StaleTokenException refused) {
            return 1;
        }
    }

    private List<Long> committed() {
        try {
            return database().fence();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
