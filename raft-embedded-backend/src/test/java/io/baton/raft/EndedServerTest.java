// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.member.ServerFailureListener;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.state.Store;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.ConfigurationValues;
import io.baton.spi.support.Strand;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EndedServerTest {

    /** Twice what a member lets pass before it begins again. */
    private static final Duration RESTART = Duration.ofSeconds(1);

    @TempDir
    private Path dataDir;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @Test
    void whatAnEndedServerSaysIsNotAboutTheNextOne() throws IOException {
        GroupConfig alone =
                RaftBackendProvider.group(new ConfigurationValues(Map.of("baton.raft.data-dir", dataDir.toString())));
        try (LocalMember localMember = LocalMember.start(alone, failures::add)) {
            Store running = store(localMember);
            ReplicatedStore ended = new ReplicatedStore(
                    new Strand("baton-raft-test", failures::add),
                    MonotonicClock.SYSTEM,
                    () -> {},
                    command -> CompletableFuture.completedFuture(command));
            ended.close();
            ServerFailureListener late = new ServerFailureListener(localMember.lifecycle(), ended, dataDir);
            late.logFailed(new IOException("late"));
            late.serverEnded();
            Await.untilAfter(System.nanoTime(), RESTART);
            assertThat(store(localMember)).isSameAs(running);
            assertThat(failures).isEmpty();
        }
    }

    /** Each run of a member has its own. */
    private static Store store(LocalMember localMember) {
        return localMember.look(store -> store).orTimeout(10, TimeUnit.SECONDS).join();
    }
}
