// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.member.workaround.EmptyLog;
import io.baton.raft.internal.storage.DirectorySync;
import io.baton.raft.internal.storage.LogPresenceMarker;
import io.baton.raft.internal.storage.SnapshotFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a member's group, and the marker beside them: read when the member starts or is given one, written when Ratis asks.
 * For the threads of Ratis.
 */
final class GroupSnapshots {

    private final ReplicatedStore replicatedStore;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private volatile @Nullable RaftStorage stored;
    private Optional<LogPresenceMarker> marker = Optional.empty();

    GroupSnapshots(ReplicatedStore replicatedStore) {
        this.replicatedStore = replicatedStore;
    }

    SimpleStateMachineStorage storage() {
        return storage;
    }

    /** Checks what lies in the directory of the group. */
    void begin(RaftStorage raftStorage) throws IOException {
        SnapshotFiles.of(raftStorage.getStorageDir()).check();
        EmptyLog.check(raftStorage.getStorageDir().getRoot().toPath());
        storage.init(raftStorage);
        stored = raftStorage;
        marker = Optional.of(new LogPresenceMarker(
                raftStorage.getStorageDir().getStateMachineDir().toPath()));
    }

    /** Ratis puts what it has received in the place of the snapshots after this, without having synced it, and drops the log. */
    void replace() {
        try {
            DirectorySync.flushAll(directory().getTmpDir().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot was received that cannot be written", e);
        }
        marker.ifPresent(LogPresenceMarker::replace);
    }

    /** What was received is in the place of the snapshots. */
    Optional<TermIndex> replaced() throws IOException {
        DirectorySync.flush(directory().getStateMachineDir().toPath());
        Optional<TermIndex> loaded = load();
        marker.ifPresent(LogPresenceMarker::replaced);
        return loaded;
    }

    /** The log is about to lose the entries from this index on, maybe all. */
    void truncated(long index) {
        SingleFileSnapshotInfo latest = storage.getLatestSnapshot();
        if (latest != null && index <= latest.getIndex() + 1) {
            marker.ifPresent(LogPresenceMarker::removed);
        }
    }

    /** An entry is carried out. */
    void passed() {
        marker.ifPresent(LogPresenceMarker::passed);
    }

    private RaftStorageDirectory directory() {
        return Objects.requireNonNull(stored, "not initialized").getStorageDir();
    }

    /** Restores the store from the latest snapshot; its last entry, if there is a snapshot. */
    Optional<TermIndex> load() throws IOException {
        SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
        if (snapshot == null) {
            return Optional.empty();
        }
        Path file = snapshot.getFile().getPath();
        try {
            replicatedStore.restore(SnapshotFiles.read(file)).join();
        } catch (CompletionException e) {
            throw new IOException("the snapshot " + file + " cannot be read: " + e.getMessage(), e);
        }
        return Optional.of(SimpleStateMachineStorage.getTermIndexFromSnapshotFile(file.toFile()));
    }

    /** Writes a snapshot; the index of its last entry, or that of no log if the member is closed. */
    long take(TermIndex last) throws IOException {
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
}
