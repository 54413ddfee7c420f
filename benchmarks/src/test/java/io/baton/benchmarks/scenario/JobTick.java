// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import com.zaxxer.hikari.HikariDataSource;
import io.baton.Baton;
import io.baton.Leadership;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.scenario.BenchmarkRun.SmallTask;
import io.baton.benchmarks.system.PeerSystem.Store;
import io.baton.fencing.JdbcFence;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.provider.jdbc.JdbcLockProvider;

/**
 * One run of a scheduled job that writes a row, in the process that runs it: a leader on ZooKeeper asks whether it leads and checks its
 * token; ShedLock takes its lock in the database and gives it back.
 */
final class JobTick implements Scenario {

    private static final String JOB = "job";
    private static final Duration LOCK_AT_MOST = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "job-tick";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        try (StoreServer server = run.start(Store.ZOOKEEPER);
                EmbeddedPostgres database = FencedWrite.start(run.options().storage());
                HikariDataSource pool = new HikariDataSource();
                Baton baton = Baton.connect(
                        Map.of("baton.backend", "zookeeper", "baton.zookeeper.connect-string", server.address()))) {
            pool.setJdbcUrl(database.getJdbcUrl("postgres", "postgres"));
            prepare(run, pool);
            Leadership leadership = baton.elector(JOB).start().awaitLeadership();
            Map<String, SmallTask> ticks = new LinkedHashMap<>();
            ticks.put(BenchmarkRun.BATON, () -> whileLeading(pool, leadership));
            ticks.put("ShedLock, JDBC", shedLock(pool));
            run.alternateSmall("PostgreSQL", "tick of a job that writes a row", ticks);
        }
    }

    private static void prepare(BenchmarkRun run, DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            run.measurements()
                    .usedServer("PostgreSQL " + connection.getMetaData().getDatabaseProductVersion());
            JdbcFence.postgresql().createTableIfMissing(connection);
            for (String sql : List.of(
                    "CREATE TABLE written (id SERIAL PRIMARY KEY, token BIGINT NOT NULL)",
                    "CREATE TABLE shedlock (name VARCHAR(64) PRIMARY KEY, lock_until TIMESTAMP NOT NULL,"
                            + " locked_at TIMESTAMP NOT NULL, locked_by VARCHAR(255) NOT NULL)")) {
                FencedWrite.execute(connection, sql);
            }
        }
    }

    private static void whileLeading(DataSource pool, Leadership leadership) throws SQLException {
        if (!leadership.isHeld()) {
            throw new IllegalStateException("the leadership was lost while it was measured");
        }
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            JdbcFence.postgresql().check(connection, JOB, leadership.token());
            write(connection, leadership.token().value());
            connection.commit();
        }
    }

    private static SmallTask shedLock(DataSource pool) {
        LockingTaskExecutor executor = new DefaultLockingTaskExecutor(new JdbcLockProvider(pool));
        AtomicInteger skipped = new AtomicInteger();
        Runnable work = () -> {
            skipped.decrementAndGet();
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                write(connection, 0);
                connection.commit();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        };
        return () -> {
            skipped.incrementAndGet();
            executor.executeWithLock(
                    work, new LockConfiguration(ClockProvider.now(), JOB, LOCK_AT_MOST, Duration.ZERO));
            if (skipped.get() != 0) {
                throw new IllegalStateException("the job was skipped");
            }
        };
    }

    private static void write(Connection connection, long token) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO written (token) VALUES (?)")) {
            insert.setLong(1, token);
            insert.executeUpdate();
        }
    }
}
