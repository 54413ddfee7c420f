// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.member.workaround.StalledFollowerWatchdog;
import io.baton.raft.internal.membership.RemovedMemberCleanup;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server of a member, and starts it again after whatever has ended it. Its methods may be called from any thread; the
 * server is started and ended on one strand.
 */
final class MemberRunner implements MemberLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MemberRunner.class);
    private static final Duration RESTART_DELAY = Duration.ofMillis(500);
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private final GroupConfig group;
    private final GroupBinding binding;
    private final Address self;
    private final Path dataDir;
    private final Consumer<Throwable> onLogFailure;
    private final Consumer<IOException> onRefusal;
    private final Strand strand = new Strand("baton-raft-runner", this::fault);
    private final ClientId client = ClientId.randomId();
    private final SessionSecret own = SessionSecret.random();
    private final ElectionTimeouts timeouts;
    private final StalledFollowerWatchdog stalled;
    private volatile @Nullable RunningMember running;
    private volatile @Nullable ReplicatedStore present;
    private volatile boolean closed;
    private String said = "";
    private boolean restarts;
    private Strand.Timer next = () -> {};
    private final RemovedMemberCleanup removedMemberCleanup;

    MemberRunner(
            GroupConfig group,
            ElectionTimeouts timeouts,
            GroupBinding binding,
            Consumer<Throwable> onLogFailure,
            Consumer<IOException> onRefusal) {
        this.group = group;
        this.timeouts = timeouts;
        stalled = new StalledFollowerWatchdog(timeouts);
        this.binding = binding;
        this.onLogFailure = onLogFailure;
        this.onRefusal = onRefusal;
        self = group.self().orElseThrow();
        dataDir = group.memberDir();
        removedMemberCleanup = new RemovedMemberCleanup(group, dataDir);
    }

    /**
     * Starts the server for the first time; blocks until it listens.
     *
     * @throws IOException if the data cannot be read or the port is taken; nothing is left then
     */
    void beginFirst() throws IOException {
        try {
            startServer();
            new DataWatch(strand, dataDir, this::running, this::stops).begin();
        } catch (IOException e) {
            strand.stop();
            throw e;
        }
    }

    private void startServer() throws IOException {
        try {
            Strand ofStore = new Strand("baton-raft-member", this::fault);
            ReplicatedStore replicatedStore = new ReplicatedStore(
                    ofStore, MonotonicClock.SYSTEM, this::noteLeader, command -> submit(CommandCodec.write(command)));
            present = replicatedStore;
            RunningMember begun = RunningMember.start(
                    group, own, timeouts, binding, new ServerFailureListener(this, replicatedStore, dataDir));
            running = begun;
            begun.bootstrap().begin(begun.server());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            end();
            throw e instanceof IOException known ? known : new IOException("member " + self + " cannot start", e);
        }
    }

    /** The server, while it runs. */
    Optional<RunningMember> running() {
        return Optional.ofNullable(running);
    }

    Strand strand() {
        return strand;
    }

    /** Puts a command into the log, if this member leads. */
    CompletableFuture<byte[]> submit(byte[] command) {
        RunningMember now = running;
        return now == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the member is not running"))
                : now.submit(client, AuthenticatedMessage.write(command, own));
    }

    void close() {
        closed = true;
        strand.run(this::end);
        strand.stop();
        try {
            if (!strand.awaitStop(STOP_BOUND)) {
                LOG.warn("member {} has not stopped within {}", self, STOP_BOUND);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Address address() {
        return self;
    }

    private void end() {
        RunningMember last = running;
        running = null;
        present = null;
        if (last != null) {
            last.end();
        }
    }

    private void noteLeader() {
        RunningMember now = running;
        if (now != null) {
            now.look(stalled, this);
        }
    }

    @Override
    public void ended(ReplicatedStore of, boolean removed, String how) {
        strand.run(() -> {
            RunningMember now = running;
            // The attempt has failed already: what a server that could not be started says adds nothing.
            if (!closed && now != null && now.replica() == of && !restarts) {
                restarts = true;
                removedMemberCleanup.mayBeRemoved(removed);
                LOG.warn("member {} {}: it begins again", self, how);
                beginLater();
            }
        });
    }

    @Override
    public void stops(ReplicatedStore of, IOException why) {
        strand.run(() -> {
            if (!closed && present == of && !restarts) {
                restarts = true;
                end();
                onRefusal.accept(why);
            }
        });
    }

    @Override
    public void again(Optional<RaftGroupId> without) {
        strand.run(() -> {
            without.ifPresent(removedMemberCleanup::leaves);
            beginAgain();
        });
    }

    @Override
    public void refused(IOException why) {
        onRefusal.accept(why);
    }

    @Override
    public void logFailed(ReplicatedStore of, Throwable cause) {
        if (present != of) {
            return;
        }
        LOG.error("member {} cannot write its log in {}: {}", self, dataDir, ExceptionText.text(cause));
        onLogFailure.accept(cause);
        // Ratis closes its log and goes on without it, and may keep the group waiting as its leader for seconds.
        strand.run(this::beginAgain);
    }

    private void beginAgain() {
        if (closed) {
            return;
        }
        next.cancel();
        end();
        try {
            removedMemberCleanup.heed();
            restarts = false;
            startServer();
            said = "";
            LOG.warn("member {} runs again", self);
        } catch (IOException e) {
            // Until an operator makes room, for example.
            if (!said.equals(e.getMessage())) {
                said = String.valueOf(e.getMessage());
                LOG.error("member {} does not run: {}", self, ExceptionText.text(e));
            }
            beginLater();
        }
    }

    /** There is one next attempt at a time. */
    private void beginLater() {
        next.cancel();
        next = strand.later(RESTART_DELAY, this::beginAgain);
    }

    private void fault(Throwable fault) {
        LOG.error("member {} has a fault and begins again from its data", self, fault);
        strand.run(this::beginAgain);
    }
}
