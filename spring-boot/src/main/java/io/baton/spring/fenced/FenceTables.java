// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.fencing.JdbcFence;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the table of the tokens where it is missing. */
final class FenceTables {

    private static final Logger LOG = LoggerFactory.getLogger(FenceTables.class);

    private final JdbcFence fence;
    private final FencingProperties properties;

    FenceTables(JdbcFence fence, FencingProperties properties) {
        this.fence = fence;
        this.properties = properties;
    }

    /** A database that cannot be reached does not keep the application from starting: its first check says so again. */
    void makeIfMissing(DataSource source) {
        if (!properties.createTable()) {
            return;
        }
        try (Connection connection = source.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                fence.createTableIfMissing(connection);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            LOG.warn(
                    "the table {} of @Fenced methods (baton.fencing.table) was neither found nor made: make it by the"
                            + " statement of JdbcFence.createTableSql(), and set baton.fencing.create-table=false if the"
                            + " application may not make tables: {}",
                    properties.table(),
                    e.toString());
        }
    }
}
