// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Locale;

/** What differs between databases: how the table is made, and how a resource's first row is made without harm. */
enum JdbcDialect {
    /** Any error would abort the caller's transaction, so a row that is there already must not be one. */
    POSTGRESQL(
            "CREATE TABLE IF NOT EXISTS %s (resource VARCHAR(255) NOT NULL PRIMARY KEY, token BIGINT NOT NULL)",
            "INSERT INTO %s (resource, token) VALUES (?, ?) ON CONFLICT (resource) DO NOTHING"),

    /** Even this fails on a duplicate key when two transactions meet, but that undoes its own statement only. */
    H2(
            "CREATE TABLE IF NOT EXISTS %s (resource VARCHAR(255) NOT NULL PRIMARY KEY, token BIGINT NOT NULL)",
            "MERGE INTO %s fence USING (VALUES (CAST(? AS VARCHAR(255)), CAST(? AS BIGINT))) first (resource, token)"
                    + " ON fence.resource = first.resource"
                    + " WHEN NOT MATCHED THEN INSERT VALUES (first.resource, first.token)"),

    /**
     * Only a transactional engine keeps the row to the commit. Names are the bytes of their UTF-8: they compare exactly,
     * spaces at the end included, whatever the connection's character set is, and 255 characters of Java are at most
     * 765 bytes, where a key of MySQL 5.6 or of a table with compact rows may have 767.
     * The row is made before the update, and with an exclusive lock, because the gap lock of an update that found no
     * row and the shared lock of {@code INSERT IGNORE} both deadlock when several transactions meet at the first use.
     */
    MYSQL(
            "CREATE TABLE IF NOT EXISTS %s (resource VARBINARY(765) NOT NULL PRIMARY KEY, token BIGINT NOT NULL)"
                    + " ENGINE=InnoDB",
            "INSERT INTO %s (resource, token) VALUES (?, ?) ON DUPLICATE KEY UPDATE token = token");

    static final String SERIALIZATION_FAILURE = "40001";

    private static final String H2_DUPLICATE_KEY = "23505";
    private static final int MARIADB_RECORD_HAS_CHANGED = 1020;

    private final String createTable;
    private final String insertIfMissing;

    JdbcDialect(String createTable, String insertIfMissing) {
        this.createTable = createTable;
        this.insertIfMissing = insertIfMissing;
    }

    static JdbcDialect ofProduct(String product) {
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "h2" -> H2;
            case "mysql", "mariadb" -> MYSQL;
            default ->
                throw new IllegalArgumentException(
                        "no fence for the database '" + product
                                + "', only for PostgreSQL, H2, MySQL and MariaDB; a compatible one can be named by its factory");
        };
    }

    String createTable(String table) {
        return createTable.formatted(table);
    }

    String insertIfMissing(String table) {
        return insertIfMissing.formatted(table);
    }

    boolean insertsBeforeUpdate() {
        return this == MYSQL;
    }

    boolean saysRowIsThere(SQLException failure) {
        return this == H2 && H2_DUPLICATE_KEY.equals(failure.getSQLState());
    }

    void setResource(PreparedStatement statement, int at, String resource) throws SQLException {
        if (this == MYSQL) {
            statement.setBytes(at, resource.getBytes(UTF_8));
        } else {
            statement.setString(at, resource);
        }
    }

    /** What a caller who retries serialization failures can recognize; every other failure is the driver's own. */
    SQLException recognizable(SQLException failure, String resource) {
        // With innodb_snapshot_isolation MariaDB has an error of its own for a snapshot that is too old, without a
        // state.
        if (this == MYSQL && failure.getErrorCode() == MARIADB_RECORD_HAS_CHANGED) {
            return new SQLTransactionRollbackException(
                    "the fence of resource '" + resource + "' has changed since this transaction began to read:"
                            + " roll back and try the whole transaction again",
                    SERIALIZATION_FAILURE,
                    failure.getErrorCode(),
                    failure);
        }
        return failure;
    }
}
