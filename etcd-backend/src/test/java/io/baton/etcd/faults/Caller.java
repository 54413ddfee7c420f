// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One that calls whatever can be called, again and again, and takes the time: no call may take longer than its deadline. To
 * be used by one thread.
 */
final class Caller implements AutoCloseable {

    private static final Duration WAITED_FOR = Duration.ofMillis(300);

    /** For a busy machine. */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private final Baton baton;
    private final LeaderElector elector;
    private final Duration deadline;
    private final Map<String, Integer> answered = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private long floor;
    private long longest;

    private Caller(Baton baton, LeaderElector elector, Duration deadline) {
        this.baton = baton;
        this.elector = elector;
        this.deadline = deadline;
    }

    /** It stands behind all others, and has been answered once. */
    static Caller of(String election, Map<String, String> configuration, Duration lease) throws InterruptedException {
        Duration deadline = lease.dividedBy(4);
        Map<String, String> all = new HashMap<>(configuration);
        all.put("baton.backend", "etcd");
        all.put("baton.lease-duration", lease.toMillis() + "ms");
        all.put("baton.request-timeout", deadline.toMillis() + "ms");
        Baton baton = Baton.connect(all);
        LeaderElector elector = baton.elector(election).start();
        elector.candidates();
        return new Caller(baton, elector, deadline);
    }

    /** Calls all the time; returns how long the longest call took, in nanoseconds. */
    long callFor(Duration time) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < time.toNanos()) {
            call("leader", deadline, elector::leader);
            call("candidates", deadline, elector::candidates);
            call("awaitLeadership", WAITED_FOR, () -> elector.awaitLeadership(WAITED_FOR));
            call("raiseTokenFloor", deadline, () -> baton.raiseTokenFloor("another-election", ++floor));
        }
        return longest;
    }

    private void call(String name, Duration limit, Call call) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Object answer = call.call();
            assertThat(answer).isNotNull();
            answered.merge(name, 1, Integer::sum);
        } catch (BatonException unanswered) {
            refused.merge(name, 1, Integer::sum);
        }
        long took = System.nanoTime() - begun;
        longest = Math.max(longest, took);
        assertThat(Duration.ofNanos(took)).as(name).isLessThan(limit.plus(GRACE));
    }

    void assertAnswered() {
        assertThat(answered).containsKeys("leader", "candidates", "awaitLeadership", "raiseTokenFloor");
    }

    String account() {
        return "answered " + answered + ", not within the deadline " + refused;
    }

    @Override
    public void close() {
        baton.close();
    }

    @FunctionalInterface
    private interface Call {
        Object call() throws InterruptedException;
    }
}
