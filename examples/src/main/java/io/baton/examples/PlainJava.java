// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.fencing.JdbcFence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** All that an application needs, without a framework: start it several times, and one of them works. */
public final class PlainJava {

    public static void main(String[] arguments) throws Exception {
        Map<String, String> configuration =
                Map.of("baton.backend", "zookeeper", "baton.zookeeper.connect-string", "localhost:2181");
        JdbcFence fence = JdbcFence.postgresql();
        try (Baton baton = Baton.connect(configuration);
                LeaderElector elector = baton.elector("billing")) {
            elector.whileLeader(leadership -> {
                try (Connection database = DriverManager.getConnection("jdbc:postgresql:shop");
                        Statement statement = database.createStatement()) {
                    fence.createTableIfMissing(database);
                    database.setAutoCommit(false);
                    while (leadership.isHeld()) {
                        fence.check(database, "invoices", leadership.token()); // throws if the token is stale
                        statement.execute("UPDATE invoice SET sent = TRUE WHERE due < now()");
                        database.commit();
                        LockSupport.parkNanos(1_000_000_000); // cut short when the leadership ends
                    }
                } catch (SQLException failed) {
                    elector.resign(); // another process may reach the database
                    throw failed;
                }
            });
            elector.start();
            System.in.read(); // until Enter
        }
    }

    private PlainJava() {}
}
