// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.raft.internal.transport.LocalTransport;
import io.baton.raft.state.Store;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The member that this process runs, from its start to its close. Thread-safe. */
public final class LocalMember implements LocalTransport.Local, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMember.class);

    private final MemberRunner runner;
    private final ElectionWarmUp warmUp;

    private LocalMember(MemberRunner runner) {
        this.runner = runner;
        warmUp = new ElectionWarmUp(
                runner.strand(), this::leader, runner.address().id());
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
        MemberRunner runner = new MemberRunner(group, timeouts, binding, onLogFailure, onRefusal);
        LocalMember started = new LocalMember(runner);
        runner.beginFirst();
        if (group.hasOthers()) {
            started.warmUp.begin();
        }
        return started;
    }

    @Override
    public boolean leads() {
        return voting().isPresent()
                && division()
                        .filter(division -> division.getInfo().isLeaderReady())
                        .isPresent();
    }

    private Optional<RunningMember> voting() {
        return runner.running().filter(now -> !now.bootstrap().isFounding());
    }

    @Override
    public Optional<String> leader() {
        return division()
                .flatMap(division -> Optional.ofNullable(division.getInfo().getLeaderId()))
                .map(RaftPeerId::toString);
    }

    @Override
    public Optional<String> waiting() {
        return runner.running().flatMap(now -> now.bootstrap().waiting());
    }

    /** The group in which it takes part, with a vote or without. */
    public Optional<RaftGroupId> groupId() {
        return runner.running().flatMap(now -> now.bootstrap().group());
    }

    @Override
    public CompletableFuture<byte[]> submit(byte[] command) {
        return runner.submit(command);
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

    public Address address() {
        return runner.address();
    }

    /** What a server of this member tells it. */
    public MemberLifecycle lifecycle() {
        return runner;
    }

    @Override
    public void close() {
        warmUp.cancel();
        runner.close();
    }

    private <T> CompletableFuture<T> replica(Function<ReplicatedStore, CompletableFuture<T>> question) {
        return runner.running()
                .map(now -> question.apply(now.replica()))
                .orElseGet(
                        () -> CompletableFuture.failedFuture(new IllegalStateException("the member is not running")));
    }

    private Optional<RaftServer.Division> division() {
        return runner.running().flatMap(RunningMember::division);
    }
}
