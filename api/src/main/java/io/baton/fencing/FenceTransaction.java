// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction on a connection of its own that keeps the row of a resource until it ends. Closing it gives the
 * connection back as it was lent. To be used by one thread.
 */
final class FenceTransaction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FenceTransaction.class);

    private final Connection connection;
    private boolean lentInAutoCommit;
    private boolean committed;

    private FenceTransaction(Connection connection) {
        this.connection = connection;
    }

    /**
     * Begins with the check of the token.
     *
     * @throws StaleTokenException if a greater token has been seen
     */
    static FenceTransaction begin(DataSource source, JdbcFence fence, String resource, FencingToken token)
            throws SQLException {
        FenceTransaction transaction = new FenceTransaction(source.getConnection());
        boolean begun = false;
        try {
            transaction.leaveAutoCommit();
            fence.check(transaction.connection, resource, token);
            begun = true;
            return transaction;
        } finally {
            if (!begun) {
                transaction.close();
            }
        }
    }

    private void leaveAutoCommit() throws SQLException {
        if (connection.getAutoCommit()) {
            lentInAutoCommit = true;
            connection.setAutoCommit(false);
        }
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    /**
     * Rolls back unless it was committed. A connection that fails here has said what matters before, so this only logs.
     */
    @Override
    public void close() {
        try (connection) {
            if (!committed) {
                // First: going back to auto-commit would commit.
                connection.rollback();
            }
            if (lentInAutoCommit) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            LOG.debug("the connection of a fence has failed at its end", failure);
        }
    }
}
