// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the database holds.
 *
 * @param log in the order of the commits
 * @param entries the value of each key
 * @param terms the instance that each token belongs to
 * @param refused how many writes of stale leaders the database has refused
 */
record StoredWrites(List<Row> log, Map<String, String> entries, Map<Long, String> terms, long refused) {

    /** A row of the log. */
    record Row(long seq, String key, String value, long token, String instance) {}

    static StoredWrites read(String databaseUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement statement = connection.createStatement()) {
            return new StoredWrites(log(statement), entries(statement), terms(statement), refused(statement));
        }
    }

    private static List<Row> log(Statement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        String sql = "SELECT seq, entry_key, content, token, instance FROM write_log ORDER BY seq";
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(new Row(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getString(5)));
            }
        }
        return rows;
    }

    private static Map<String, String> entries(Statement statement) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT entry_key, content FROM entry")) {
            while (row.next()) {
                values.put(row.getString(1), row.getString(2));
            }
        }
        return values;
    }

    private static Map<Long, String> terms(Statement statement) throws SQLException {
        Map<Long, String> instances = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT token, instance FROM term")) {
            while (row.next()) {
                instances.put(row.getLong(1), row.getString(2));
            }
        }
        return instances;
    }

    private static long refused(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM refusal")) {
            row.next();
            return row.getLong(1);
        }
    }
}
