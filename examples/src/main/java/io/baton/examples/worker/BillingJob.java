// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import io.baton.FencingToken;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.examples.worker.WorkerEvent.Kind;
import io.baton.fencing.JdbcFence;
import io.baton.fencing.StaleTokenException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The leader's job: every 200 ms it looks whether it still leads, works for 100 ms and writes a row. If it is frozen
 * while it works, it does not know better than to write when it wakes.
 */
public final class BillingJob implements LeaderElector.Task {

    /** The resource whose rows the fence keeps in the order of the tokens. */
    static final String RESOURCE = "ledger";

    public static final Duration WORK = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Connection connection;
    private final JdbcFence fence = JdbcFence.h2();
    private final Reporter reporter;

    BillingJob(Connection connection, Reporter reporter) {
        this.connection = connection;
        this.reporter = reporter;
    }

    @Override
    public void run(Leadership leadership) throws SQLException {
        while (leadership.isHeld() && !Thread.currentThread().isInterrupted()) {
            reporter.report(Kind.WORKS, leadership.token(), "");
            work();
            writeUnfenced(leadership.token());
            writeFenced(leadership.token());
            pause();
        }
    }

    /** Takes no notice of an interrupt, as a call to a remote service might not. */
    private static void work() {
        long end = System.nanoTime() + WORK.toNanos();
        boolean interrupted = false;
        for (long left = WORK.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The negative control: the same row without a fence. */
    private void writeUnfenced(FencingToken token) throws SQLException {
        insert(Database.UNFENCED, token);
    }

    private void writeFenced(FencingToken token) throws SQLException {
        connection.setAutoCommit(false);
        try {
            fence.check(connection, RESOURCE, token);
            insert(Database.FENCED, token);
            connection.commit();
            reporter.report(Kind.WRITTEN, token, "");
        } catch (StaleTokenException stale) {
            reporter.report(Kind.REFUSED, token, stale.highestSeen().toString());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void insert(String table, FencingToken token) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " (token) VALUES (?)")) {
            insert.setLong(1, token.value());
            insert.executeUpdate();
        }
    }

    private static void pause() {
        long end = System.nanoTime() + PAUSE.toNanos();
        for (long left = PAUSE.toNanos();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
