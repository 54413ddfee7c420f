// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.member.workaround.EmptyLog;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.MemberList;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.security.EntryCheck;
import io.baton.raft.internal.storage.DirectorySync;
import io.baton.raft.internal.storage.LogPresenceMarker;
import io.baton.raft.internal.storage.SnapshotFiles;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.MalformedException;
import io.baton.raft.state.request.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/** What Ratis calls: hands entries, polls and changes of role to the replica. */
public final class GroupStateMachine extends BaseStateMachine {

    private final ReplicatedStore replicatedStore;
    private final EntryCheck check;
    private final Trouble trouble;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private volatile @Nullable RaftStorage stored;
    private Optional<LogPresenceMarker> mark = Optional.empty();
    private volatile Optional<String> unreadable = Optional.empty();
    private volatile Optional<MemberService> service = Optional.empty();

    /** Who hears what cannot be mended here. Called from threads of Ratis. */
    public interface Trouble {

        /** The log cannot be written. */
        void logFailed(Throwable cause);

        /** The log has an entry that this version of Baton cannot read: the member must not go on without it. */
        void unreadable(String entry);

        /** Ratis has ended the server by itself, or was asked to. */
        void serverEnded();
    }

    public GroupStateMachine(ReplicatedStore replicatedStore, EntryCheck check, Trouble trouble) {
        this.replicatedStore = replicatedStore;
        this.check = check;
        this.trouble = trouble;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            super.initialize(server, group, raftStorage);
                            SnapshotFiles.of(raftStorage.getStorageDir()).check();
                            EmptyLog.check(raftStorage.getStorageDir().getRoot().toPath());
                            storage.init(raftStorage);
                            stored = raftStorage;
                            mark = Optional.of(new LogPresenceMarker(raftStorage
                                    .getStorageDir()
                                    .getStateMachineDir()
                                    .toPath()));
                            load();
                        },
                        IOException.class);
    }

    /** Ratis puts what it has received in the place of the snapshots after this, without having synced it, and drops the log. */
    @Override
    public void pause() {
        try {
            DirectorySync.flushAll(directory().getTmpDir().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot was received that cannot be written", e);
        }
        mark.ifPresent(LogPresenceMarker::replace);
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        DirectorySync.flush(directory().getStateMachineDir().toPath());
        load();
        mark.ifPresent(LogPresenceMarker::replaced);
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    /** Called before the files of what is truncated are deleted, maybe all of the log. */
    @Override
    public CompletableFuture<Void> truncate(long index) {
        SingleFileSnapshotInfo latest = storage.getLatestSnapshot();
        if (latest != null && index <= latest.getIndex() + 1) {
            mark.ifPresent(LogPresenceMarker::removed);
        }
        return CompletableFuture.completedFuture(null);
    }

    private RaftStorageDirectory directory() {
        return Objects.requireNonNull(stored, "not initialized").getStorageDir();
    }

    private void load() throws IOException {
        SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
        if (snapshot == null) {
            return;
        }
        Path file = snapshot.getFile().getPath();
        try {
            replicatedStore.restore(SnapshotFiles.read(file)).join();
        } catch (CompletionException e) {
            throw new IOException("the snapshot " + file + " cannot be read: " + e.getMessage(), e);
        }
        setLastAppliedTermIndex(SimpleStateMachineStorage.getTermIndexFromSnapshotFile(file.toFile()));
    }

    @Override
    public long takeSnapshot() throws IOException {
        TermIndex last = getLastAppliedTermIndex();
        byte[] bytes;
        try {
            bytes = replicatedStore.snapshot().join();
        } catch (CompletionException closed) {
            return RaftLog.INVALID_LOG_INDEX;
        }
        Path file = storage.getSnapshotFile(last.getTerm(), last.getIndex()).toPath();
        DirectorySync.write(file, bytes);
        MD5Hash sum = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
        // Ratis drops the log behind a snapshot as soon as this returns.
        DirectorySync.flush(file);
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, sum), last));
        return last.getIndex();
    }

    @Override
    public SimpleStateMachineStorage getStateMachineStorage() {
        return storage;
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
        mark.ifPresent(LogPresenceMarker::passed);
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
        mark.ifPresent(LogPresenceMarker::passed);
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
        Optional.ofNullable(getServer().getNow(null)).ifPresent(server -> {
            try {
                replicatedStore.leads(server.getDivision(getGroupId()).getInfo().getCurrentTerm());
            } catch (IOException closed) {
                replicatedStore.follows();
            }
        });
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        replicatedStore.follows();
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        trouble.logFailed(cause);
    }

    /** Told only now: a close of the server before Ratis 3.3.0 has noticed would wait for ever. */
    @Override
    public void close() throws IOException {
        super.close();
        unreadable.ifPresent(trouble::unreadable);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        trouble.serverEnded();
    }
}
