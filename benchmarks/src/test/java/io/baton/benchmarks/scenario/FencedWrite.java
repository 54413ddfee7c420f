// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.FencingToken;
import io.baton.benchmarks.process.Storage;
import io.baton.benchmarks.report.Measurement;
import io.baton.fencing.JdbcFence;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A transaction that writes one row: with a check of the leader's token, with nothing else, and with a locked row. */
final class FencedWrite implements Scenario {

    private static final String BATON = "Baton";
    private static final String RESOURCE = "resource";
    private static final FencingToken TOKEN = new FencingToken(1);
    private static final int TRANSACTIONS_PER_ROUND = 10;
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Override
    public String name() {
        return "fencing";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        try (EmbeddedPostgres server = start(run.options().storage());
                Connection connection = server.getPostgresDatabase().getConnection()) {
            run.measurements()
                    .usedServer("PostgreSQL " + connection.getMetaData().getDatabaseProductVersion());
            prepare(connection);
            connection.setAutoCommit(false);
            measure(run, connection);
        }
    }

    private static EmbeddedPostgres start(Storage storage) throws IOException {
        String forced = storage == Storage.DISK ? "on" : "off";
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", forced)
                .setServerConfig("synchronous_commit", forced)
                .start();
    }

    private static void prepare(Connection connection) throws SQLException {
        JdbcFence.postgresql().createTableIfMissing(connection);
        execute(connection, "CREATE TABLE written (id SERIAL PRIMARY KEY, token BIGINT NOT NULL)");
        execute(connection, "CREATE TABLE locked (resource TEXT PRIMARY KEY, token BIGINT NOT NULL)");
        execute(connection, "INSERT INTO locked VALUES ('" + RESOURCE + "', 1)");
    }

    private static void measure(BenchmarkRun run, Connection connection) throws SQLException {
        JdbcFence fence = JdbcFence.postgresql();
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put(BATON, () -> fence.check(connection, RESOURCE, TOKEN));
        checks.put("plain transaction", () -> {});
        checks.put("SELECT FOR UPDATE", () -> lock(connection));
        Map<String, List<Double>> values = new LinkedHashMap<>();
        int warmUp = run.options().warmUp() * TRANSACTIONS_PER_ROUND;
        for (int i = -warmUp; i < run.options().rounds() * TRANSACTIONS_PER_ROUND; i++) {
            for (Map.Entry<String, Check> check : checks.entrySet()) {
                double millis = nanos(connection, check.getValue()) / NANOS_PER_MILLI;
                if (i >= 0) {
                    values.computeIfAbsent(check.getKey(), any -> new ArrayList<>())
                            .add(millis);
                }
            }
        }
        values.forEach((system, measured) -> run.measurements()
                .add(new Measurement(
                        "PostgreSQL", "transaction that writes a row", "ms", system, system.equals(BATON), measured)));
    }

    private static long nanos(Connection connection, Check check) throws SQLException {
        long before = System.nanoTime();
        check.run();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO written (token) VALUES (?)")) {
            insert.setLong(1, TOKEN.value());
            insert.executeUpdate();
        }
        connection.commit();
        return System.nanoTime() - before;
    }

    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT token FROM locked WHERE resource = ? FOR UPDATE")) {
            select.setString(1, RESOURCE);
            select.executeQuery().close();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Check {
        void run() throws SQLException;
    }
}
