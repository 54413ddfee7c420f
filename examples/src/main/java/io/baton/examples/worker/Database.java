// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import io.baton.fencing.JdbcFence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.h2.tools.Server;

/** The database that all workers share: H2 in this process, in memory, reached over loopback. */
public final class Database implements AutoCloseable {

    /** Rows that are written in a transaction with the fence's check. */
    public static final String FENCED = "ledger";
    /** The same rows, written without it. */
    public static final String UNFENCED = "unfenced_ledger";

    private static final String NAME = "mem:demo";

    private final Server server;
    private final Connection connection;

    private Database(Server server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    public static Database start() throws SQLException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Connection connection = DriverManager.getConnection("jdbc:h2:" + NAME + ";DB_CLOSE_DELAY=-1");
        JdbcFence.h2().createTableIfMissing(connection);
        try (Statement statement = connection.createStatement()) {
            for (String table : new String[] {FENCED, UNFENCED}) {
                statement.execute("CREATE TABLE " + table
                        + " (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token BIGINT NOT NULL)");
            }
        }
        return new Database(
                Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start(), connection);
    }

    public int port() {
        return server.getPort();
    }

    public String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port() + "/" + NAME;
    }

    /** How many rows each token has written. */
    public Map<Long, Long> rows(String table) throws SQLException {
        Map<Long, Long> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT token, COUNT(*) FROM " + table + " GROUP BY token")) {
            while (row.next()) {
                rows.put(row.getLong(1), row.getLong(2));
            }
        }
        return rows;
    }

    /** How many rows were written after a row with a greater token. */
    public long lateRows(String table) throws SQLException {
        String sql = "SELECT COUNT(*) FROM " + table + " late WHERE late.token < (SELECT MAX(earlier.token) FROM "
                + table + " earlier WHERE earlier.id < late.id)";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }
}
