// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.testkit.history.CounterWriter;
import io.baton.testkit.process.election.SampleFile;
import io.baton.testkit.process.election.Sampler;
import io.baton.testkit.process.election.WorkerMessage;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The program of a process that stands in an election and does to itself what only it can. Its configuration are system
 * properties; its arguments are the file for its samples and the election. Commands are single letters, so that reading
 * them needs no memory.
 */
public final class ChaosWorker {

    public static final char RESIGN = 'r';
    static final char CLOSE = 'c';
    public static final char FILL_HEAP = 'h';
    public static final char FREE_HEAP = 'f';
    public static final char FLOOD_LOG = 'l';
    public static final char MEMORY = 'm';

    /** The port of the counters that the leader increments, and the host, which is this one unless it is said. */
    static final String COUNTERS_PORT = "chaos.counters.port";

    static final String COUNTERS_HOST = "chaos.counters.host";

    private static final Duration SAMPLED = Duration.ofNanos(500_000);
    private static final int FLOOD_LINES = 400;
    private static final int FLOOD_WIDTH = 1_000;

    private final Baton baton;
    private final LeaderElector elector;
    private final HeapExhaustion heap = new HeapExhaustion();
    private final CountDownLatch closing = new CountDownLatch(1);

    private ChaosWorker(Baton baton, LeaderElector elector) {
        this.baton = baton;
        this.elector = elector;
    }

    public static void main(String[] arguments) throws IOException {
        SampleFile file = SampleFile.create(Path.of(arguments[0]));
        ThreadsOfConnection threads = ThreadsOfConnection.before();
        Baton baton = Baton.connect(System.getProperties());
        LeaderElector elector = baton.elector(arguments[1]);
        Sampler sampler = new Sampler(file, () -> elector.leadership().map(Held::new), SAMPLED);
        sampler.start();
        ChaosWorker worker = new ChaosWorker(baton, elector);
        // Threads may have run out when it is asked to close.
        Thread closer = new Thread(() -> worker.closeOnce(threads), "closer");
        closer.setDaemon(true);
        closer.start();
        elector.listen(new Announcer(sampler));
        CounterWriter.start(counters(), System.getProperty("baton.candidate-id", ""), elector::leadership);
        elector.start();
        worker.obey();
    }

    private static InetSocketAddress counters() {
        return new InetSocketAddress(
                System.getProperty(COUNTERS_HOST, "127.0.0.1"), Integer.getInteger(COUNTERS_PORT, 0));
    }

    /** Until the parent has gone. */
    private void obey() throws IOException {
        byte[] letter = new byte[1];
        while (System.in.read(letter) > 0) {
            try {
                obey((char) letter[0]);
            } catch (OutOfMemoryError full) {
                // The heap or the threads are exhausted on purpose; the next command may end that.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void obey(char command) throws InterruptedException {
        switch (command) {
            case RESIGN -> elector.resign();
            case CLOSE -> closing.countDown();
            case FILL_HEAP -> heap.begin();
            case FREE_HEAP -> heap.end();
            case FLOOD_LOG -> floodLog();
            case MEMORY -> tellMemory();
            default -> {
                // The end of a line.
            }
        }
    }

    private void closeOnce(ThreadsOfConnection threads) {
        try {
            closing.await();
            long begun = System.nanoTime();
            String failure = close();
            WorkerMessage.now(Kind.CLOSED, 0, System.nanoTime() - begun + failure)
                    .say();
            WorkerMessage.now(Kind.LEFT, 0, threads.left()).say();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String close() {
        try {
            baton.close();
            return "";
        } catch (BatonException | OutOfMemoryError failed) {
            return " " + failed;
        }
    }

    /** More than a pipe takes. */
    private static void floodLog() {
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; i < FLOOD_LINES; i++) {
                        System.err.println("flood " + ".".repeat(FLOOD_WIDTH));
                    }
                },
                "flood");
        thread.setDaemon(true);
        thread.start();
    }

    private static void tellMemory() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        WorkerMessage.now(
                        Kind.MEMORY,
                        0,
                        Long.toString(memory.getHeapMemoryUsage().getUsed()))
                .say();
    }

    private record Held(Leadership leadership) implements Sampler.Subject {

        @Override
        public long token() {
            return leadership.token().value();
        }

        @Override
        public boolean isHeld() {
            return leadership.isHeld();
        }
    }

    private record Announcer(Sampler sampler) implements LeadershipListener {

        @Override
        public void onElected(Leadership leadership) {
            sampler.announce(new Held(leadership));
            WorkerMessage.now(Kind.ELECTED, leadership.token().value(), "").say();
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            WorkerMessage.now(Kind.LOST, leadership.token().value(), reason.name())
                    .say();
        }

        @Override
        public void onRefused(BatonException why) {
            WorkerMessage.now(Kind.REFUSED, 0, String.valueOf(why.getMessage())).say();
        }
    }
}
