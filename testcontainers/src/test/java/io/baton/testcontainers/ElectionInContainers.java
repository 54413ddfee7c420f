// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Each leads once, with tokens that grow: the leader steps down, and the successor leads. After an outage both may queue anew in either order,
     * so the same participant may lead twice before the other does.
     */
    void handOver() throws InterruptedException {
        LeaderElector former = leading();
        long deadline = System.nanoTime() + LONG.toNanos();
        do {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no hand-over within " + LONG);
            }
            former.resign();
        } while (leading() == former);
    }

    /** Whatever has happened, there is a leadership that a proof of now holds, with a token that has not become smaller. */
    void goOn() throws InterruptedException {
        assertThat(leading()).isNotNull();
    }

    private LeaderElector leading() throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < deadline) {
            for (LeaderElector elector : new LeaderElector[] {leader, next}) {
                Optional<Leadership> held =
                        elector.awaitLeadership(Duration.ofMillis(100)).filter(Leadership::isHeld);
                if (held.isPresent()) {
                    assertThat(held.get().token()).isGreaterThanOrEqualTo(leadership.token());
                    leadership = held.get();
                    return elector;
                }
            }
        }
        throw new AssertionError("no leadership within " + LONG);
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
