// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.FencingToken;
import io.baton.benchmarks.process.Storage;
import io.baton.benchmarks.scenario.BenchmarkRun.SmallTask;
import io.baton.fencing.JdbcFence;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** A transaction that writes one row: with a check of the leader's token, with nothing else, and with a locked row. */
final class FencedWrite implements Scenario {

    private static final String RESOURCE = "resource";
    private static final FencingToken TOKEN = new FencingToken(1);

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

    static EmbeddedPostgres start(Storage storage) throws IOException {
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

    private static void measure(BenchmarkRun run, Connection connection) throws Exception {
        JdbcFence fence = JdbcFence.postgresql();
        Map<String, SmallTask> tasks = new LinkedHashMap<>();
        tasks.put(BenchmarkRun.BATON, () -> write(connection, () -> fence.check(connection, RESOURCE, TOKEN)));
        tasks.put("plain transaction", () -> write(connection, () -> {}));
        tasks.put("SELECT FOR UPDATE", () -> write(connection, () -> lock(connection)));
        run.alternateSmall("PostgreSQL", "transaction that writes a row", tasks);
    }

    private static void write(Connection connection, Check check) throws SQLException {
        check.run();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO written (token) VALUES (?)")) {
            insert.setLong(1, TOKEN.value());
            insert.executeUpdate();
        }
        connection.commit();
    }

    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT token FROM locked WHERE resource = ? FOR UPDATE")) {
            select.setString(1, RESOURCE);
            select.executeQuery().close();
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Check {
        void run() throws SQLException;
    }
}
