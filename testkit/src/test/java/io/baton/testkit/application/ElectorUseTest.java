// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.LeadershipListener;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot work is refused where it is asked for, with the remedy. */
class ElectorUseTest {

    private final Connections connections = new Connections();

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void waitingWithoutStandingIsRefused() throws Exception {
        LeaderElector elector = connections.connect().elector("billing");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                thrown.complete(new AssertionError("led: " + elector.awaitLeadership()));
            } catch (Exception e) {
                thrown.complete(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        assertThat(thrown.get(Connections.SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("election 'billing'", "start()");
    }

    @Test
    void aClosedElectorTakesNoTaskAndNoListener() {
        LeaderElector elector = connections.connect().elector("billing");
        elector.close();
        assertThatThrownBy(() -> elector.whileLeader(leadership -> {}))
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("election 'billing'", "closed");
        assertThatThrownBy(() -> elector.listen(new LeadershipListener() {}))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aSecondElectorIsRefusedWithTheWayToTheFirst() {
        Baton baton = connections.connect();
        LeaderElector first = baton.elector("billing");
        assertThat(first.election()).isEqualTo("billing");
        assertThatThrownBy(() -> baton.elector("billing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("election 'billing'", "find(\"billing\")");
    }

    @Test
    void aBackendIsFoundFromAThreadWithAnotherContextClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(connections.add(
                            Baton.connect(Map.of("baton.backend", "memory", "baton.memory.store", "loader"))))
                    .isNotNull();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aBackendThatIsMissingMayHaveLostItsServiceFile() {
        assertThatThrownBy(() -> Baton.connect(Map.of("baton.backend", "etcd")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.backend is 'etcd'", "io.baton:baton-etcd-backend", "META-INF/services");
    }
}
