// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * The statements of a fence on one table of one database.
 *
 * @param name has been checked: it is part of statements as it is
 */
record FenceTable(JdbcDialect dialect, String name) {

    /** Raises the row of the resource to the token and keeps it locked, or refuses the token as stale. */
    void accept(Connection connection, String resource, FencingToken token) throws SQLException {
        boolean accepted = !dialect.insertsBeforeUpdate() && raise(connection, resource, token);
        if (!accepted) {
            insertIfMissing(connection, resource, token);
            accepted = raise(connection, resource, token);
        }
        if (!accepted) {
            throw new SQLTransactionRollbackException(
                    "the fence of resource '" + resource + "' was made by a transaction that this one cannot see:"
                            + " roll back and try again",
                    JdbcDialect.SERIALIZATION_FAILURE);
        }
    }

    SQLException recognizable(SQLException failure, String resource) {
        return dialect.recognizable(failure, resource);
    }

    void createIfMissing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            create(statement);
        }
    }

    private void create(Statement statement) throws SQLException {
        try {
            statement.execute(dialect.createTable(name));
        } catch (SQLException failure) {
            // Two may create it at once although each says IF NOT EXISTS; and the right to create may be missing.
            if (!exists(statement)) {
                throw failure;
            }
        }
    }

    private boolean exists(Statement statement) {
        try {
            statement.execute("SELECT resource, token FROM " + name + " WHERE 1 = 0");
            return true;
        } catch (SQLException missing) {
            return false;
        }
    }

    private boolean raise(Connection connection, String resource, FencingToken token) throws SQLException {
        if (update(connection, resource, token) > 0) {
            return true;
        }
        // Without a lock first: a stale writer should neither wait for the leader nor keep him waiting.
        requireNotStale(resource, token, tokenSeen(connection, resource, ""));
        // That look can have been at an old snapshot, or at a row that another transaction has just made.
        OptionalLong held = tokenSeen(connection, resource, " FOR UPDATE");
        requireNotStale(resource, token, held);
        // Some drivers count only the rows that an update changed.
        return held.isPresent() && held.getAsLong() == token.value();
    }

    private int update(Connection connection, String resource, FencingToken token) throws SQLException {
        String sql = "UPDATE " + name + " SET token = ? WHERE resource = ? AND token <= ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, token.value());
            dialect.setResource(update, 2, resource);
            update.setLong(3, token.value());
            return update.executeUpdate();
        }
    }

    private void insertIfMissing(Connection connection, String resource, FencingToken token) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(dialect.insertIfMissing(name))) {
            dialect.setResource(insert, 1, resource);
            insert.setLong(2, token.value());
            insert.executeUpdate();
        } catch (SQLException failure) {
            if (!dialect.saysRowIsThere(failure)) {
                throw failure;
            }
        }
    }

    private OptionalLong tokenSeen(Connection connection, String resource, String locking) throws SQLException {
        String sql = "SELECT token FROM " + name + " WHERE resource = ?" + locking;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            dialect.setResource(select, 1, resource);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void requireNotStale(String resource, FencingToken token, OptionalLong seen) {
        if (seen.isPresent() && seen.getAsLong() > token.value()) {
            throw new StaleTokenException(resource, token, new FencingToken(seen.getAsLong()));
        }
    }
}
