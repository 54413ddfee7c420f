// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the writes of a deposed leader out of a database. The greatest token of each resource is a row of a small table
 * ({@link #createTableSql()}); the leader has its token checked against that row in the transaction that writes:
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * fence.check(connection, "ledger", leadership.token());
 * insertEntries(connection);
 * connection.commit();
 * }</pre>
 *
 * <p><b>Promised.</b> When {@code check} returns, the resource's row belongs to this transaction: no other check of that
 * resource returns before this transaction ends, and once it has committed every smaller token is refused. So whatever
 * a transaction with a check writes lands in the order of the tokens, or not at all.
 *
 * <p><b>Not promised.</b>
 * <ul>
 *   <li>The database learns of a new leader from his first committed check. Until then a write of the old leader still
 *       lands, even though the election is over. A new leader that cannot bear this begins its term with a transaction
 *       that checks, if only to commit nothing else.
 *   <li>What a transaction read before its check may have been changed by another leader since. Check first.
 *   <li>Writes without a check are not kept out; nor are writes made on another connection, in another database or
 *       after the commit. Rolling back to a savepoint set before the check undoes the check.
 *   <li>A token is not a credential. A user who may write the table can offer any number, and one too great shuts out
 *       every leader until the row is set right by hand. Deleting a row lets old tokens in again.
 * </ul>
 *
 * <p><b>Cost.</b> The transactions of one resource run one after the other from check to commit: keep them short, and
 * give independent data resources of their own. A writer that checks several resources in one transaction does so always in
 * the same order, or risks a deadlock. A process that freezes between check and commit keeps the row, and the new leader
 * waits: limit that with a lock timeout in the new leader and with what the database has against idle transactions
 * ({@code idle_in_transaction_session_timeout} in PostgreSQL). A writer known to be stale is refused without waiting.
 *
 * <p><b>Isolation levels</b> (all four are tested on PostgreSQL, MariaDB and H2): at none of them does a stale token land.
 * At READ UNCOMMITTED and READ COMMITTED a check that meets another transaction waits for its end and then decides. At
 * REPEATABLE READ and SERIALIZABLE a check whose snapshot is older than the last change of the row can fail with SQLState
 * {@code 40001} instead, before it is known whether the token is stale; the retry of the whole transaction tells. MariaDB
 * with {@code innodb_snapshot_isolation} has error 1020 without such a state for this; it is thrown as an
 * {@link SQLTransactionRollbackException} with state {@code 40001} and the driver's exception as cause. Every other failure
 * is the {@link SQLException} of the driver, unchanged: a deadlock (state {@code 40001}, in PostgreSQL {@code 40P01}), a
 * lock timeout ({@code 55P03} in PostgreSQL, error 1205 in MariaDB and MySQL, {@code HYT00} in H2).
 *
 * <p><b>Pools.</b> A check works on any connection whose transaction lasts to the commit, so also behind a pool such as
 * HikariCP, which lends connections in auto-commit mode ({@code setAutoCommit(false)} first), and behind PgBouncer in
 * transaction mode.
 *
 * <p>Immutable and safe for use by many threads, each with its own connection.
 */
public final class JdbcFence {

    private static final String DEFAULT_TABLE = "baton_fence";
    private static final Pattern TABLE_NAME =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,62}");

    /** Null if each connection tells. */
    private final @Nullable JdbcDialect dialect;

    private final String table;
    private final Consumer<StaleTokenException> listener;

    private JdbcFence(@Nullable JdbcDialect dialect, String table) {
        this(dialect, table, stale -> {});
    }

    private JdbcFence(@Nullable JdbcDialect dialect, String table, Consumer<StaleTokenException> listener) {
        this.dialect = dialect;
        this.table = table;
        this.listener = listener;
    }

    /** For PostgreSQL, with the table {@code baton_fence}. */
    public static JdbcFence postgresql() {
        return new JdbcFence(JdbcDialect.POSTGRESQL, DEFAULT_TABLE);
    }

    /**
     * For H2 with its MVStore, with the table {@code baton_fence}. When transactions meet at the first use of a resource,
     * H2 (2.3.232 and 2.5.252) lets the next ones wait for the loser busily and without regard to their lock timeout.
     */
    public static JdbcFence h2() {
        return new JdbcFence(JdbcDialect.H2, DEFAULT_TABLE);
    }

    /**
     * For MySQL and MariaDB, with the table {@code baton_fence} on InnoDB, whose rows may be compact. Tested on MariaDB
     * 10.11 and not on MySQL. Here a stale writer waits for the row like any other. The table keeps names as bytes of their
     * UTF-8: {@code SELECT CONVERT(resource USING utf8mb4), token FROM baton_fence} shows them.
     */
    public static JdbcFence mysql() {
        return new JdbcFence(JdbcDialect.MYSQL, DEFAULT_TABLE);
    }

    /**
     * For the database behind the connection, by the product name its driver reports.
     *
     * @throws IllegalArgumentException if it is none of PostgreSQL, H2, MySQL and MariaDB
     */
    public static JdbcFence forConnection(Connection connection) throws SQLException {
        return new JdbcFence(dialectOf(connection), DEFAULT_TABLE);
    }

    /**
     * For the database behind each connection that is checked, by the product name its driver reports; with the table {@code
     * baton_fence}. One such fence serves connections to several databases. A check on a connection to a database other than
     * PostgreSQL, H2, MySQL and MariaDB throws {@link IllegalArgumentException}.
     */
    public static JdbcFence forAnyDatabase() {
        return new JdbcFence(null, DEFAULT_TABLE);
    }

    private static JdbcDialect dialectOf(Connection connection) throws SQLException {
        return JdbcDialect.ofProduct(connection.getMetaData().getDatabaseProductName());
    }

    /**
     * The same fence on another table. All writers of a resource must use the same one.
     *
     * @param name letters, digits and underscores, at most 63, after a schema and a dot if wanted; it is not quoted, so
     *     the database folds its case as usual
     */
    public JdbcFence withTable(String name) {
        if (!TABLE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a fence table is named by letters, digits and underscores, at most 63,"
                    + " after a schema and a dot if wanted: fence or billing.fence");
        }
        return new JdbcFence(dialect, name, listener);
    }

    /**
     * The same fence, which tells the listener of each stale token it refuses, for example to count them; listeners that it had
     * before are told first.
     *
     * @param also called in the thread that is refused, before the exception is thrown and inside the open transaction: it should
     *     be quick. What it throws is added to that exception as suppressed.
     */
    public JdbcFence onStaleToken(Consumer<StaleTokenException> also) {
        return new JdbcFence(dialect, table, listener.andThen(also));
    }

    /**
     * Accepts the token and keeps the resource's row to the end of the transaction that is open on the connection, or
     * refuses the token as stale. A token equal to the greatest seen is accepted. The first check of a resource makes
     * its row.
     *
     * @param resource 1 to 255 characters, none of them a control character or an unpaired surrogate
     * @throws StaleTokenException if a greater token has been seen; the transaction is still usable, but should be
     *     rolled back soon: it may have kept the row
     * @throws IllegalStateException if the connection is in auto-commit mode, where the check would protect nothing
     * @throws SQLException what the database said; a serialization failure (SQLState {@code 40001}) or a deadlock means to
     *     roll back and run the whole transaction again
     */
    public void check(Connection connection, String resource, FencingToken token) throws SQLException {
        ResourceName.requireValid(resource);
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("in auto-commit mode the fence would be over before the write begins:"
                    + " call setAutoCommit(false), then check, write and commit on the same connection");
        }
        FenceTable fence = table(connection);
        try {
            fence.accept(connection, resource, token);
        } catch (StaleTokenException stale) {
            throw stale.toldTo(listener);
        } catch (SQLException failure) {
            throw fence.recognizable(failure, resource);
        }
    }

    private FenceTable table(Connection connection) throws SQLException {
        return new FenceTable(dialect == null ? dialectOf(connection) : dialect, table);
    }

    /**
     * The statement that makes the table where it is missing, for the schema's own migrations.
     *
     * @throws IllegalStateException if this is a fence {@linkplain #forAnyDatabase() for any database}
     */
    public String createTableSql() {
        if (dialect == null) {
            throw new IllegalStateException("a fence for any database has no statement of one database:"
                    + " take postgresql(), h2(), mysql() or forConnection(connection) to see it");
        }
        return dialect.createTable(table);
    }

    /**
     * Makes the table unless it is there; several processes may do so at once. Where it is there, no right to create
     * tables is needed.
     *
     * @throws IllegalStateException unless the connection is in auto-commit mode: some databases would commit the open
     *     transaction
     */
    public void createTableIfMissing(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("creating a table commits the open transaction on some databases:"
                    + " use a connection in auto-commit mode");
        }
        table(connection).createIfMissing(connection);
    }
}
