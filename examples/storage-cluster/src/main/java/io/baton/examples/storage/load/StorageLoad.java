// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import io.baton.examples.server.DemoFailure;
import io.baton.examples.storage.cluster.Instance;
import io.baton.examples.storage.cluster.LocalCluster;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Writers that write through all instances at an even rate, while leaders are killed and frozen; at the end the database is
 * compared with what the writers were told.
 */
public final class StorageLoad {

    /** For the instances under the load: the judgement reads the whole log. */
    public static final Map<String, String> PROPERTIES = Map.of("storage.compact-every", "1d");

    static final int WRITERS = 8;
    /** Beyond what the faults take by the schedule. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LocalCluster cluster;
    private final LoadPlan plan;
    private final long nanosPerWrite;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean faultsAreOver = new AtomicBoolean();
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private final Queue<AcknowledgedWrite> acknowledged = new ConcurrentLinkedQueue<>();
    private final LongAdder count = new LongAdder();
    private final long begin = System.nanoTime();

    private StorageLoad(LocalCluster cluster, LoadPlan plan) {
        this.cluster = cluster;
        this.plan = plan;
        this.nanosPerWrite = plan.duration().toNanos() / plan.writes();
    }

    /**
     * Returns when all writes that are asked for have been acknowledged and all faults have been.
     *
     * @throws DemoFailure if that takes too long
     */
    public static LoadReport run(LocalCluster cluster, LoadPlan plan, Consumer<String> output)
            throws SQLException, InterruptedException {
        return new StorageLoad(cluster, plan).run(output);
    }

    private LoadReport run(Consumer<String> output) throws SQLException, InterruptedException {
        List<URI> urls = cluster.instances().stream().map(Instance::url).toList();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (LeaderFaults faults = new LeaderFaults(cluster, plan, count::sum)) {
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(urls, i % urls.size());
                writers.execute(() -> writeAll(writer));
            }
            faults.start();
            require(
                    faults.await(plan.duration().plus(PATIENCE)),
                    "the leaders were not killed as often as they should");
            output.accept("the faults are over");
            faultsAreOver.set(true);
            writers.shutdown();
            require(
                    writers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    "the writes were not acknowledged in time");
            return report(faults.faults());
        } finally {
            writers.shutdownNow();
        }
    }

    private void writeAll(Writer writer) {
        while (!Thread.currentThread().isInterrupted()) {
            int number = numbers.getAndIncrement();
            if (number >= plan.writes() && faultsAreOver.get()) {
                return;
            }
            long due = begin + number * nanosPerWrite;
            while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            String key = String.format(Locale.ROOT, "key-%06d", number);
            String value = "value of " + key;
            sent.put(key, value);
            writer.write(key, value).ifPresent(write -> {
                acknowledged.add(write);
                count.increment();
            });
        }
    }

    private LoadReport report(List<LeaderFault> faults) throws SQLException {
        List<AcknowledgedWrite> writes = new ArrayList<>(acknowledged);
        StoredWrites stored = StoredWrites.read(cluster.databaseUrl());
        List<String> violations = new ArrayList<>(Judgement.violations(sent, writes, stored));
        if (writes.size() < plan.writes()) {
            violations.add("only " + writes.size() + " writes were acknowledged");
        }
        long redirected = writes.stream().filter(AcknowledgedWrite::redirected).count();
        long repeated = writes.stream().mapToLong(write -> write.attempts() - 1).sum();
        List<String> figures = List.of(
                writes.size() + " writes were acknowledged, " + redirected + " of them through a redirect, after "
                        + repeated + " attempts that were not, in "
                        + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s",
                "from one fault to the next " + intervals(faults),
                "without an accepted write after a kill (" + count(LeaderFault.Kind.KILL, faults) + "): "
                        + WriteGaps.of(LeaderFault.Kind.KILL, faults, writes),
                "without an accepted write after a freeze (" + count(LeaderFault.Kind.FREEZE, faults) + "): "
                        + WriteGaps.of(LeaderFault.Kind.FREEZE, faults, writes),
                stored.log().size() + " rows of " + stored.terms().size() + " terms in the log, " + stored.refused()
                        + " writes of stale leaders refused");
        return new LoadReport(figures, violations);
    }

    /** The shortest and the longest time from one fault to the next. */
    private static String intervals(List<LeaderFault> faults) {
        LongSummaryStatistics millis = IntStream.range(1, faults.size())
                .mapToLong(i -> faults.get(i).nanos() - faults.get(i - 1).nanos())
                .map(TimeUnit.NANOSECONDS::toMillis)
                .summaryStatistics();
        return faults.size() < 2 ? "none" : millis.getMin() + " to " + millis.getMax() + " ms";
    }

    private static long count(LeaderFault.Kind kind, List<LeaderFault> faults) {
        return faults.stream().filter(fault -> fault.kind() == kind).count();
    }

    private static void require(boolean condition, String failure) {
        if (!condition) {
            throw new DemoFailure(failure);
        }
    }
}
