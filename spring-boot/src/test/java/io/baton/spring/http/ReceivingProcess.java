// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.fencing.FencingGuard;
import io.baton.fencing.JdbcFence;
import java.sql.Connection;
import java.sql.SQLException;

/** A receiver in a process of its own, whose guard is in the database that the argument names. */
final class ReceivingProcess {

    private ReceivingProcess() {}

    public static void main(String[] arguments) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        HikariDataSource source = new HikariDataSource(config);
        JdbcFence fence = JdbcFence.postgresql();
        try (Connection connection = source.getConnection()) {
            fence.createTableIfMissing(connection);
        }
        Receiver receiver = Receiver.start(new FencingTokenFilter(FencingGuard.inDatabase(source, fence)));
        System.out.println("receives at " + receiver.port());
    }
}
