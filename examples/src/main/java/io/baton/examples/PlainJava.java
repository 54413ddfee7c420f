// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.fencing.JdbcFence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** All that an application needs, without a framework: start it several times, and one of them works. */
public final class PlainJava {

    /** Arguments: the address of a ZooKeeper server, and a database that has a table of invoices. */
    public static void main(String[] arguments) throws Exception {
        String zookeeper = arguments[0]; // localhost:2181
        String shop = arguments[1]; // jdbc:postgresql:shop
        Baton baton = Baton.connect(Map.of(
                "baton.backend", "zookeeper",
                "baton.zookeeper.connect-string", zookeeper,
                "baton.close-on-shutdown", "true")); // SIGTERM: the work ends, then the next process leads at once
        LeaderElector elector = baton.elector("billing");
        elector.whileLeader(leadership -> {
            try (Connection database = DriverManager.getConnection(shop);
                    Statement statement = database.createStatement()) {
                JdbcFence fence = JdbcFence.forConnection(database);
                fence.createTableIfMissing(database);
                database.setAutoCommit(false);
                while (leadership.isHeld()) {
                    fence.check(database, "invoices", leadership.token()); // throws if the token is stale
                    statement.execute("UPDATE invoice SET sent = TRUE WHERE due < now()");
                    database.commit();
                    LockSupport.parkNanos(1_000_000_000); // cut short when the leadership ends
                }
            } // after an exception this process resigns: another one may reach the database
        });
        elector.start();
        new CountDownLatch(1).await(); // until the process is stopped
    }

    private PlainJava() {}
}
