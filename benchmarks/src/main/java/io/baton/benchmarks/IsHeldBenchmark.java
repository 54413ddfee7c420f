// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What asking costs while a real connection renews the leadership beside it, with the two things it is made of: a volatile
 * read and a reading of the clock. The promise: at most 30 ns and no allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class IsHeldBenchmark {

    private volatile long written = 1;
    private Baton baton;
    private LeaderElector elector;
    private Leadership leadership;

    @SuppressWarnings("NullAway.Init")
    public IsHeldBenchmark() {}

    @Setup(Level.Trial)
    public void lead() throws InterruptedException {
        baton = Baton.connect(Map.of("baton.backend", "memory", "baton.lease-duration", "2s"));
        elector = baton.elector("benchmark").start();
        leadership = elector.awaitLeadership();
    }

    @TearDown(Level.Trial)
    public void leave() {
        if (!leadership.isHeld()) {
            throw new IllegalStateException("the leadership was lost while it was measured");
        }
        baton.close();
    }

    @Benchmark
    public long volatileRead() {
        return written;
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    @Benchmark
    public boolean isHeld() {
        return leadership.isHeld();
    }

    @Benchmark
    public boolean isLeader() {
        return elector.isLeader();
    }
}
