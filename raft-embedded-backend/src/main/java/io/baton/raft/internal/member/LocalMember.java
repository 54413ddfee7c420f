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
import io.baton.raft.internal.transport.LocalTransport;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The member that this process runs, from its start to its close; begun again when Ratis has given it up. */
public final class LocalMember implements LocalTransport.Local, MemberLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMember.class);
    private static final Duration RESTART_DELAY = Duration.ofMillis(500);
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private final GroupConfig group;
    private final GroupBinding binding;
    private final Address self;
    private final Path dataDir;
    private final Consumer<Throwable> onLogFailure;
    private final Consumer<IOException> onRefusal;
    private final Strand keeper = new Strand("baton-raft-keeper", this::fault);
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
    private final ElectionWarmUp warmUp;

    private LocalMember(
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
        warmUp = new ElectionWarmUp(keeper, this::leader, self.id());
    }

    /** As the other one, with default timeouts; what stands against it is only logged. */
    public static LocalMember start(GroupConfig group, Consumer<Throwable> onLogFailure) throws IOException {
        return start(
                group,
                ElectionTimeouts.DEFAULT,
                new GroupBinding(refusal -> {}),
                onLogFailure,
                refusal -> LOG.error("{}", ExceptionText.text(refusal)));
    }

    /**
     * Starts the member; blocks until it listens.
     *
     * @param binding to which group this process keeps
     * @param onLogFailure hears that the log cannot be written any more; from any thread
     * @param onRefusal hears that this member takes no part because its data are gone; from any thread
     * @throws IOException if the data cannot be read or the port is taken; nothing is left then
     */
    public static LocalMember start(
            GroupConfig group,
            ElectionTimeouts timeouts,
            GroupBinding binding,
            Consumer<Throwable> onLogFailure,
            Consumer<IOException> onRefusal)
            throws IOException {
        LocalMember started = new LocalMember(group, timeouts, binding, onLogFailure, onRefusal);
        try {
            started.begin();
            new DataWatch(started.keeper, started.dataDir, () -> Optional.ofNullable(started.running), started::stops)
                    .begin();
            if (group.hasOthers()) {
                started.warmUp.begin();
            }
            return started;
        } catch (IOException e) {
            started.keeper.stop();
            throw e;
        }
    }

    private void begin() throws IOException {
        try {
            Strand strand = new Strand("baton-raft-member", this::fault);
            ReplicatedStore replicatedStore = new ReplicatedStore(
                    strand, MonotonicClock.SYSTEM, this::noteLeader, command -> submit(CommandCodec.write(command)));
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

    @Override
    public boolean leads() {
        return voting().isPresent()
                && division()
                        .filter(division -> division.getInfo().isLeaderReady())
                        .isPresent();
    }

    private Optional<RunningMember> voting() {
        return Optional.ofNullable(running).filter(now -> !now.bootstrap().isFounding());
    }

    @Override
    public Optional<String> leader() {
        return division()
                .flatMap(division -> Optional.ofNullable(division.getInfo().getLeaderId()))
                .map(RaftPeerId::toString);
    }

    @Override
    public Optional<String> waiting() {
        return Optional.ofNullable(running).flatMap(now -> now.bootstrap().waiting());
    }

    /** The group in which it takes part, with a vote or without. */
    public Optional<RaftGroupId> groupId() {
        return Optional.ofNullable(running).flatMap(now -> now.bootstrap().group());
    }

    @Override
    public CompletableFuture<byte[]> submit(byte[] command) {
        RunningMember now = running;
        return now == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the member is not running"))
                : now.submit(client, AuthenticatedMessage.write(command, own));
    }

    @Override
    public CompletableFuture<byte[]> inquire(byte[] poll) {
        return replica(replicatedStore -> replicatedStore.inquire(poll));
    }

    /** What this member has applied; to be shown, not to decide on. */
    public <T> CompletableFuture<T> look(Function<Store, T> question) {
        return replica(replicatedStore -> replicatedStore.look(question));
    }

    /** How this member stands in place of its Raft leader, while it may vote. */
    public Optional<EarlyElection> earlyElection() {
        return voting().map(RunningMember::earlyElection);
    }

    @Override
    public Address address() {
        return self;
    }

    @Override
    public void close() {
        closed = true;
        warmUp.cancel();
        keeper.run(this::end);
        keeper.stop();
        try {
            if (!keeper.awaitStop(STOP_BOUND)) {
                LOG.warn("member {} has not stopped within {}", self, STOP_BOUND);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        RunningMember last = running;
        running = null;
        present = null;
        if (last != null) {
            last.end();
        }
    }

    private <T> CompletableFuture<T> replica(Function<ReplicatedStore, CompletableFuture<T>> question) {
        RunningMember now = running;
        return now == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the member is not running"))
                : question.apply(now.replica());
    }

    private Optional<RaftServer.Division> division() {
        return Optional.ofNullable(running).flatMap(RunningMember::division);
    }

    private void noteLeader() {
        Optional.ofNullable(running).ifPresent(now -> now.look(stalled, this));
    }

    @Override
    public void ended(ReplicatedStore of, boolean removed, String how) {
        keeper.run(() -> {
            RunningMember now = running;
            // What a server says that could not be started is no news: the attempt has failed.
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
        keeper.run(() -> {
            if (!closed && present == of && !restarts) {
                restarts = true;
                end();
                onRefusal.accept(why);
            }
        });
    }

    @Override
    public void again(Optional<RaftGroupId> without) {
        keeper.run(() -> {
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
        keeper.run(this::beginAgain);
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
            begin();
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
        next = keeper.later(RESTART_DELAY, this::beginAgain);
    }

    private void fault(Throwable fault) {
        LOG.error("member {} has a fault and begins again from its data", self, fault);
        keeper.run(this::beginAgain);
    }
}
