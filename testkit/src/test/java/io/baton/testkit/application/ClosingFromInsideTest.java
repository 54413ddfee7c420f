// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Closing from inside work or a callback does not wait for that work or callback. */
class ClosingFromInsideTest {

    /** Far below the drain timeout of 10 s and the request timeout of 15 s. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    private final Connections connections = new Connections();
    private final CompletableFuture<Duration> took = new CompletableFuture<>();
    private final CountDownLatch working = new CountDownLatch(1);

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void workClosesItsElectorAfterTheLeadershipWasLost() throws Exception {
        LeaderElector elector = connections.connect().elector("billing");
        elector.whileLeader(leadership -> closeAtTheEnd(elector)).start();
        working.await();
        elector.resign();
        assertThat(took()).isLessThan(AT_ONCE);
    }

    @Test
    void workClosesItsConnectionAfterTheLeadershipWasLost() throws Exception {
        Baton baton = connections.connect();
        LeaderElector elector = baton.elector("billing");
        elector.whileLeader(leadership -> closeAtTheEnd(baton)).start();
        working.await();
        elector.resign();
        assertThat(took()).isLessThan(AT_ONCE);
        assertThat(connections.connect().elector("billing").start().awaitLeadership(Connections.SOON))
                .isPresent();
    }

    @Test
    void workClosesItsConnectionWhileItLeads() throws Exception {
        Baton baton = connections.connect();
        LeaderElector elector = baton.elector("billing");
        elector.whileLeader(leadership -> measure(baton)).start();
        assertThat(took()).isLessThan(AT_ONCE);
        assertThat(connections.connect().elector("billing").start().awaitLeadership(Connections.SOON))
                .isPresent();
    }

    @Test
    void innerWorkOfAnotherElectionClosesTheElectorOfTheOuterWork() throws Exception {
        Baton baton = connections.connect();
        LeaderElector outer = baton.elector("outer").start();
        Leadership outerLeadership = outer.awaitLeadership();
        Leadership inner = baton.elector("inner").start().awaitLeadership();
        new Thread(() -> outerLeadership.run(() -> inner.run(() -> measure(outer)))).start();
        assertThat(took()).isLessThan(AT_ONCE);
        assertThat(inner.isHeld()).isTrue();
    }

    @Test
    void aListenerClosesTheConnection() throws Exception {
        Baton baton = connections.connect();
        LeaderElector elector = baton.elector("billing");
        elector.listen(new LeadershipListener() {
            @Override
            public void onLost(Leadership leadership, LossReason reason) {
                measure(baton);
            }
        });
        elector.start().awaitLeadership();
        elector.resign();
        assertThat(took()).isLessThan(AT_ONCE);
    }

    @Test
    void anObserverClosesTheConnection() throws Exception {
        Baton baton = connections.connect();
        LeaderElector elector = baton.elector("billing");
        elector.start().awaitLeadership();
        var unused = elector.observe(leader -> measure(baton));
        assertThat(took()).isLessThan(AT_ONCE);
    }

    private void closeAtTheEnd(AutoCloseable closed) {
        try {
            working.countDown();
            new CountDownLatch(1).await();
        } catch (InterruptedException lost) {
            // The work ends.
        } finally {
            measure(closed);
        }
    }

    private void measure(AutoCloseable closed) {
        long before = System.nanoTime();
        try {
            closed.close();
        } catch (Exception failed) {
            took.completeExceptionally(failed);
        }
        took.complete(Duration.ofNanos(System.nanoTime() - before));
    }

    private Duration took() throws Exception {
        return took.get(Connections.SOON.multipliedBy(12).toSeconds(), TimeUnit.SECONDS);
    }
}
