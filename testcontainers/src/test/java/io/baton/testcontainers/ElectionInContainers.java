// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Two participants of one election, whose store is in containers. To be used by one thread. */
final class ElectionInContainers implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(90);

    private final Baton first;
    private final Baton second;
    private final LeaderElector leader;
    private final LeaderElector next;
    private Leadership leadership;

    /** The first leads, the second waits for its turn. */
    ElectionInContainers(Supplier<Map<String, String>> configuration) throws InterruptedException {
        first = Baton.connect(configuration.get());
        second = Baton.connect(configuration.get());
        leader = first.elector("billing").start();
        leadership = leader.awaitLeadership(LONG).orElseThrow();
        next = second.elector("billing").start();
    }

    Leadership leadership() {
        return leadership;
    }

    /** The one that leads by now steps down, and the other leads with a greater token. */
    void handOver() throws InterruptedException {
        goOn();
        boolean firstLeads = leader.isLeader();
        (firstLeads ? leader : next).resign();
        follow(firstLeads ? next : leader);
    }

    /** Whatever has happened, there is a leadership that a proof of now holds, with a token that has not become smaller. */
    void goOn() throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < deadline) {
            for (LeaderElector elector : new LeaderElector[] {leader, next}) {
                if (elector.awaitLeadership(Duration.ofMillis(100)).isPresent()) {
                    follow(elector);
                    return;
                }
            }
        }
        throw new AssertionError("no leadership within " + LONG);
    }

    private void follow(LeaderElector elector) throws InterruptedException {
        Leadership later = elector.awaitLeadership(LONG).orElseThrow();
        assertThat(later.token()).isGreaterThanOrEqualTo(leadership.token());
        assertThat(later.isHeld()).isTrue();
        leadership = later;
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
