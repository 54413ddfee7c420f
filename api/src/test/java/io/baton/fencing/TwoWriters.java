// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two writers of one resource that both take themselves for the leader. In each term one of them gets a new token while
 * the other goes on with the token it has; in the next term it is the other way round. Every write is a transaction of
 * its own: check, insert, commit. The last write with the old token of a term comes after the first with the new one,
 * however the two threads are scheduled: each term has at least one stale write.
 */
record TwoWriters(FenceDatabase database, Check check, int isolation) {

    /** A count would not do: while the other writer's thread is not scheduled, each attempt is refused at once. */
    private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

    /** What stands between a writer and the ledger. */
    interface Check {
        void run(Connection connection, String resource, FencingToken token) throws SQLException;
    }

    /** How the attempts of one writer, or of all, ended; a retry is one more try of the same attempt. */
    record Tally(int accepted, int rejected, int retries) {
        Tally plus(Tally other) {
            return new Tally(accepted + other.accepted, rejected + other.rejected, retries + other.retries);
        }
    }

    /** {@code deposed} are the attempts with the smaller of a term's two tokens, {@code leading} those with the greater. */
    record Outcome(Tally deposed, Tally leading, double seconds) {

        String describe(String title, List<Long> ledger) {
            Tally all = deposed.plus(leading);
            return "%s: %d writes by two writers, %d accepted, %d rejected (all of them stale: %b), %d retried, %d stale landed, %.1f s"
                    .formatted(
                            title,
                            all.accepted + all.rejected,
                            all.accepted,
                            all.rejected,
                            leading.rejected == 0,
                            all.retries,
                            stale(ledger),
                            seconds);
        }
    }

    /** How many entries come after one with a greater token. */
    static long stale(List<Long> ledger) {
        long highest = 0;
        long stale = 0;
        for (long token : ledger) {
            stale += token < highest ? 1 : 0;
            highest = Math.max(highest, token);
        }
        return stale;
    }

    Outcome run(int writes, int terms) throws Exception {
        int each = writes / terms / 2;
        Turns turns = Turns.of(terms);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        long start = System.nanoTime();
        try {
            Future<Tally[]> even = threads.submit(() -> writeOrLetGo(0, each, turns));
            Future<Tally[]> odd = threads.submit(() -> writeOrLetGo(1, each, turns));
            Tally deposed = even.get()[0].plus(odd.get()[0]);
            Tally leading = even.get()[1].plus(odd.get()[1]);
            return new Outcome(deposed, leading, (System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Both writers begin a term together; {@code overtaken} opens at a term's first commit with its new token. */
    private record Turns(CyclicBarrier together, List<CountDownLatch> overtaken) {

        static Turns of(int terms) {
            return new Turns(
                    new CyclicBarrier(2),
                    Stream.generate(() -> new CountDownLatch(1)).limit(terms).toList());
        }

        void begin() throws Exception {
            together.await(200, TimeUnit.SECONDS);
        }

        void overtake(int term) {
            overtaken.get(term - 1).countDown();
        }

        void awaitOvertaken(int term) throws InterruptedException {
            if (!overtaken.get(term - 1).await(200, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing was written with the new token of term " + term);
            }
        }
    }

    /** One writer that fails must not keep the other waiting. */
    private Tally[] writeOrLetGo(int writer, int each, Turns turns) throws Exception {
        try {
            return write(writer, each, turns);
        } catch (Exception | Error failure) {
            turns.together().reset();
            if (!(failure instanceof BrokenBarrierException)) {
                System.out.println("writer " + writer + " has failed: " + failure);
            }
            throw failure;
        }
    }

    private Tally[] write(int writer, int each, Turns turns) throws Exception {
        Tally[] tallies = {new Tally(0, 0, 0), new Tally(0, 0, 0)};
        try (Connection connection = database.begin(isolation);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO ledger (token) VALUES (?)")) {
            for (int term = 1; term <= turns.overtaken().size(); term++) {
                turns.begin();
                int leads = (term + writer) % 2;
                FencingToken token = new FencingToken(term + leads);
                for (int write = 1; write <= each; write++) {
                    if (leads == 0 && write == each) {
                        turns.awaitOvertaken(term);
                    }
                    tallies[leads] = tallies[leads].plus(write(connection, insert, token));
                    if (leads == 1) {
                        turns.overtake(term);
                    }
                }
            }
        }
        return tallies;
    }

    private Tally write(Connection connection, PreparedStatement insert, FencingToken token) throws SQLException {
        long begun = System.nanoTime();
        for (int retries = 0; ; retries++) {
            try {
                check.run(connection, "ledger", token);
                insert.setLong(1, token.value());
                insert.executeUpdate();
                connection.commit();
                return new Tally(1, 0, retries);
            } catch (StaleTokenException refused) {
                connection.rollback();
                return new Tally(0, 1, retries);
            } catch (SQLException failure) {
                connection.rollback();
                if (System.nanoTime() - begun > RETRY_NANOS || !isTransient(failure)) {
                    throw failure;
                }
            }
        }
    }

    private boolean isTransient(SQLException failure) {
        return List.of("40001", database.deadlockState(), database.lockTimeoutState())
                .contains(failure.getSQLState());
    }
}
