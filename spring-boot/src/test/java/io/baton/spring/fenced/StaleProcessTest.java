// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.fencing.FenceDatabase;
import io.baton.fencing.JdbcFence;
import io.baton.testkit.process.ChildJvm;
import io.baton.zookeeper.server.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes write to one database; in turns one leads and the other one goes on writing under the token of its last leadership.
 * 100,000 writes under {@code -Pfaults}, 2,000 otherwise.
 */
@Timeout(900)
class StaleProcessTest {

    private static final int WRITES = Boolean.getBoolean("baton.faults") ? 100_000 : 2_000;
    private static final Duration BOUND = Duration.ofMinutes(2);

    @Test
    void noStaleWriteLandsInPostgres() throws Exception {
        try (FenceDatabase database = FenceDatabase.postgres()) {
            write(database, "PostgreSQL");
        }
    }

    @Test
    void noStaleWriteLandsInMariaDb() throws Exception {
        try (FenceDatabase database = FenceDatabase.mariaDb()) {
            write(database, "MariaDB");
        }
    }

    private static void write(FenceDatabase database, String name) throws Exception {
        database.reset();
        try (TestServer zookeeper = TestServer.start();
                Writer one = Writer.start(database, zookeeper);
                Writer other = Writer.start(database, zookeeper)) {
            one.awaitReady();
            other.awaitReady();
            while (one.writes() + other.writes() < WRITES) {
                one.awaitTurn();
                other.awaitTurn();
            }
            one.stop();
            other.stop();
            check(database, name, one, other);
        }
    }

    private static void check(FenceDatabase database, String name, Writer one, Writer other) throws Exception {
        List<Long> ledger = database.ledger();
        long smaller = 0;
        for (int i = 1; i < ledger.size(); i++) {
            smaller += ledger.get(i) < ledger.get(i - 1) ? 1 : 0;
        }
        long refused = one.refused + other.refused;
        System.out.println(name + ": " + (one.writes() + other.writes()) + " writes by two processes, "
                + ledger.stream().distinct().count() + " leaderships, " + ledger.size() + " accepted ("
                + (one.late + other.late)
                + " of them after the leadership and before the next leader's first), " + refused
                + " stale ones refused, "
                + smaller + " landed; " + cost(database));
        assertThat(smaller).as("stale writes that landed").isZero();
        assertThat(ledger).hasSize((int) (one.accepted + one.late + other.accepted + other.late));
        assertThat(refused).isPositive();
        assertThat(one.refused).isPositive();
        assertThat(other.refused).isPositive();
    }

    /** Of a transaction with a check beside a plain one, in turns on one connection. */
    private static String cost(FenceDatabase database) throws Exception {
        List<Long> plain = new ArrayList<>();
        List<Long> fenced = new ArrayList<>();
        try (Connection connection = database.begin()) {
            JdbcFence fence = JdbcFence.forConnection(connection);
            for (int i = 0; i < 2_000; i++) {
                plain.add(timed(connection, () -> {}));
                fenced.add(timed(connection, () -> fence.check(connection, "cost", new FencingToken(1))));
            }
        }
        long ofPlain = median(plain);
        long ofFenced = median(fenced);
        return "a transaction with one insert " + ofPlain / 1_000 + " us, with a check " + ofFenced / 1_000 + " us ("
                + Math.round(100.0 * ofFenced / ofPlain) / 100.0 + " times)";
    }

    private static long timed(Connection connection, Check check) throws Exception {
        long begin = System.nanoTime();
        check.run();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO ledger (token) VALUES (1)")) {
            insert.executeUpdate();
        }
        connection.commit();
        return System.nanoTime() - begin;
    }

    private static long median(List<Long> figures) {
        Collections.sort(figures);
        return figures.get(figures.size() / 2);
    }

    private interface Check {
        void run() throws Exception;
    }

    private static final class Writer implements AutoCloseable {

        private static final String TURN = "TURN (\\d+) (\\d+) (\\d+)";

        private final ChildJvm process;
        private long accepted;
        private long late;
        private long refused;

        private Writer(ChildJvm process) {
            this.process = process;
        }

        static Writer start(FenceDatabase database, TestServer zookeeper) {
            return new Writer(ChildJvm.of(WriterProcess.class.getName())
                    .jvmArguments("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1")
                    .arguments(
                            "--spring.main.banner-mode=off",
                            "--logging.level.root=warn",
                            "--spring.datasource.url=" + database.url(),
                            "--zookeeper=" + zookeeper.connectString())
                    .start());
        }

        void awaitReady() throws InterruptedException {
            process.awaitLine("READY", BOUND);
        }

        void stop() throws InterruptedException {
            process.send("stop");
            process.awaitLine("END", BOUND);
            process.output().stream()
                    .map(Pattern.compile(TURN)::matcher)
                    .filter(Matcher::matches)
                    .forEach(this::read);
        }

        void awaitTurn() throws InterruptedException {
            read(process.awaitLine(TURN, BOUND));
        }

        private void read(MatchResult turn) {
            accepted = Long.parseLong(turn.group(1));
            late = Long.parseLong(turn.group(2));
            refused = Long.parseLong(turn.group(3));
        }

        long writes() {
            return accepted + late + refused;
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
