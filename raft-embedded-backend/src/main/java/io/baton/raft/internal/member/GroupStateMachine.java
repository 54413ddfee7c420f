// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.MemberList;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.security.EntryCheck;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.MalformedException;
import io.baton.raft.state.request.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.LifeCycle;

/** What Ratis calls: hands entries, polls and changes of role to the replica. */
public final class GroupStateMachine extends BaseStateMachine {

    private final ReplicatedStore replicatedStore;
    private final EntryCheck check;
    private final FailureListener failureListener;
    private final GroupSnapshots snapshots;
    private volatile Optional<String> unreadable = Optional.empty();
    private volatile Optional<MemberService> service = Optional.empty();

    /** Who hears what cannot be mended here. Called from threads of Ratis. */
    public interface FailureListener {

        /** The log cannot be written. */
        void logFailed(Throwable cause);

        /** The log has an entry that this version of Baton cannot read: the member must not go on without it. */
        void unreadable(String entry);

        /** Ratis has ended the server by itself, or was asked to. */
        void serverEnded();
    }

    public GroupStateMachine(ReplicatedStore replicatedStore, EntryCheck check, FailureListener failureListener) {
        this.replicatedStore = replicatedStore;
        this.check = check;
        this.failureListener = failureListener;
        snapshots = new GroupSnapshots(replicatedStore);
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            super.initialize(server, group, raftStorage);
                            snapshots.begin(raftStorage);
                            snapshots.load().ifPresent(this::setLastAppliedTermIndex);
                        },
                        IOException.class);
    }

    @Override
    public void pause() {
        snapshots.replace();
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        snapshots.replaced().ifPresent(this::setLastAppliedTermIndex);
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    /** Called before the files of what is truncated are deleted, maybe all of the log. */
    @Override
    public CompletableFuture<Void> truncate(long index) {
        snapshots.truncated(index);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public long takeSnapshot() throws IOException {
        return snapshots.take(getLastAppliedTermIndex());
    }

    @Override
    public SimpleStateMachineStorage getStateMachineStorage() {
        return snapshots.storage();
    }

    /** What is refused here does not enter the log, where all members would have to stop at it. */
    @Override
    public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
        try {
            return TransactionContext.newBuilder()
                    .setStateMachine(this)
                    .setClientRequest(request)
                    .setLogData(check.entry(request))
                    .build();
        } catch (IOException refused) {
            return super.startTransaction(request).setException(refused);
        }
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        snapshots.passed();
        LogEntryProto entry = transaction.getLogEntry();
        Command command = command(entry);
        // Ratis keeps each reply for a while, also on members that were not asked.
        boolean isAwaited = transaction.getClientRequest() != null;
        CompletableFuture<Message> reply = replicatedStore
                .apply(entry.getTerm(), entry.getIndex(), command)
                .thenApply(bytes -> isAwaited ? RatisRequests.message(bytes) : Message.EMPTY);
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        return reply;
    }

    /** Ratis ends the server for what is thrown here: a member that left an entry out would not have the others' store. */
    private Command command(LogEntryProto entry) {
        try {
            return CommandCodec.read(
                    entry.getStateMachineLogEntry().getLogData().toByteArray());
        } catch (MalformedException e) {
            unreadable = Optional.of(
                    "entry " + entry.getIndex() + " of term " + entry.getTerm() + " (" + e.getMessage() + ")");
            throw e;
        }
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        snapshots.passed();
        replicatedStore.passed(index);
        super.notifyTermIndexUpdated(term, index);
    }

    @Override
    public CompletableFuture<Message> query(Message poll) {
        byte[] asked = poll.getContent().toByteArray();
        if (MemberList.isQuestion(asked)) {
            return members().thenApply(RatisRequests::message);
        }
        try {
            AuthenticatedMessage message = AuthenticatedMessage.read(asked);
            return replicatedStore
                    .inquire(message.content(), message.secret().digest())
                    .thenApply(RatisRequests::message);
        } catch (MalformedException foreign) {
            return CompletableFuture.failedFuture(foreign);
        }
    }

    /** What each member answers by itself, whether it leads or not. */
    @Override
    public CompletableFuture<Message> queryStale(Message question, long minIndex) {
        return service.map(running -> running.answer(question.getContent().toByteArray()))
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("the member is starting")))
                .thenApply(RatisRequests::message);
    }

    /** From now on this member answers questions to itself. */
    void serves(MemberService begun) {
        service = Optional.of(begun);
    }

    private CompletableFuture<byte[]> members() {
        return getServer().thenApply(server -> {
            try {
                return MemberList.write(
                        server.getDivision(getGroupId()).getRaftConf().getCurrentPeers());
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        });
    }

    @Override
    public void notifyLeaderReady() {
        RaftServer server = getServer().getNow(null);
        if (server == null) {
            return;
        }
        try {
            replicatedStore.leads(server.getDivision(getGroupId()).getInfo().getCurrentTerm());
        } catch (IOException closed) {
            replicatedStore.follows();
        }
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        replicatedStore.follows();
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        failureListener.logFailed(cause);
    }

    /** Told only now: a close of the server before Ratis 3.3.0 has noticed would wait for ever. */
    @Override
    public void close() throws IOException {
        super.close();
        unreadable.ifPresent(failureListener::unreadable);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        failureListener.serverEnded();
    }
}
