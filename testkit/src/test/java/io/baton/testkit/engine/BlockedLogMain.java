// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Two connections whose log is blocked, or throws, from the first byte on; the first leads and hands over. */
final class BlockedLogMain {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private BlockedLogMain() {}

    public static void main(String[] arguments) {
        System.setErr(new PrintStream(new Broken(arguments[0].equals("block")), true, StandardCharsets.UTF_8));
        MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
        LeaderElector first = elector(store);
        Conditions.await("the first leads", BOUND, first::isLeader);
        LeaderElector second = elector(store);
        Conditions.await("the second waits", BOUND, () -> second.candidates().size() == 2);
        long asked = System.nanoTime();
        first.resign();
        Conditions.await("the second leads", BOUND, second::isLeader);
        System.out.println("handed over after " + (System.nanoTime() - asked) / 1_000_000 + " ms");
        System.exit(0);
    }

    private static LeaderElector elector(MemoryStore store) {
        return Baton.connect(new InMemoryBackend(store), Map.of("baton.lease-duration", "2s"))
                .elector("logged")
                .start();
    }

    private static final class Broken extends OutputStream {

        private final boolean blocks;

        Broken(boolean blocks) {
            this.blocks = blocks;
        }

        @Override
        public void write(int b) {
            if (!blocks) {
                throw new IllegalStateException("the appender is broken");
            }
            try {
                NEVER.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
