// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.ZooKeeper.States;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * One handle of ZooKeeper's own client, without retries: every request is sent once. Requests are sent, carried
 * out and answered in the order of the calls. The answers come on the strand.
 */
final class AsyncZooKeeper {

    private static final AsyncLogger LOG = AsyncLogger.of(AsyncZooKeeper.class);
    private static final byte[] EMPTY = {};

    private final ZooKeeper handle;
    private final Strand strand;
    private final Runnable heard;

    /** @param heard runs on the strand when a server has answered anything */
    AsyncZooKeeper(ZooKeeper handle, Strand strand, Runnable heard) {
        this.handle = handle;
        this.strand = strand;
        this.heard = heard;
    }

    ZooKeeper handle() {
        return handle;
    }

    long sessionId() {
        return handle.getSessionId();
    }

    int negotiatedMillis() {
        return handle.getSessionTimeout();
    }

    /** Whether a server has refused the login, after which the handle is of no use. */
    boolean isAuthRefused() {
        return handle.getState() == States.AUTH_FAILED;
    }

    Optional<String> server() {
        return CuratorClient.serverOf(handle);
    }

    int longestPacket() {
        return handle.getClientConfig().getInt("jute.maxbuffer", 0xfffff);
    }

    void create(String path, byte[] data, List<ACL> acl, CreateMode mode, Consumer<Created> then) {
        handle.create(
                path,
                data,
                acl,
                mode,
                (rc, p, ctx, name, stat) ->
                        answer(rc, () -> then.accept(new Created(code(rc), name == null ? "" : name, stat))),
                null);
    }

    void read(String path, Consumer<Read> then) {
        readAndWatch(path, null, then);
    }

    /** Watches only a node that exists. */
    void readAndWatch(String path, @Nullable Watcher watcher, Consumer<Read> then) {
        handle.getData(
                path,
                watcher,
                (rc, p, ctx, data, stat) ->
                        answer(rc, () -> then.accept(new Read(code(rc), data == null ? EMPTY : data, stat))),
                null);
    }

    /** Watches also a node that does not exist. */
    void exists(String path, @Nullable Watcher watcher, Consumer<Read> then) {
        handle.exists(
                path,
                watcher,
                (rc, p, ctx, stat) -> answer(rc, () -> then.accept(new Read(code(rc), EMPTY, stat))),
                null);
    }

    void list(String path, @Nullable Watcher watcher, Consumer<Listed> then) {
        handle.getChildren(
                path,
                watcher,
                (rc, p, ctx, names) ->
                        answer(rc, () -> then.accept(new Listed(code(rc), names == null ? List.of() : names))),
                null);
    }

    /** The paths of this session's own nodes that begin so, as the server knows them: with the chroot before them. */
    void ephemerals(String prefix, Consumer<Listed> then) {
        handle.getEphemerals(
                prefix,
                (rc, ctx, paths) ->
                        answer(rc, () -> then.accept(new Listed(code(rc), paths == null ? List.of() : paths))),
                null);
    }

    void set(String path, byte[] data, Consumer<Code> then) {
        handle.setData(path, data, -1, (rc, p, ctx, stat) -> answer(rc, () -> then.accept(code(rc))), null);
    }

    void delete(String path, Consumer<Code> then) {
        handle.delete(path, -1, (rc, p, ctx) -> answer(rc, () -> then.accept(code(rc))), null);
    }

    void sync(String path, Consumer<Code> then) {
        handle.sync(path, (rc, p, ctx) -> answer(rc, () -> then.accept(code(rc))), null);
    }

    void multi(List<Op> ops, Consumer<Transaction> then) {
        handle.multi(
                ops,
                (rc, p, ctx, results) ->
                        answer(rc, () -> then.accept(new Transaction(code(rc), results == null ? List.of() : results))),
                null);
    }

    void addPersistentWatch(String path, Watcher watcher, Consumer<Code> then) {
        handle.addWatch(
                path, watcher, AddWatchMode.PERSISTENT, (rc, p, ctx) -> answer(rc, () -> then.accept(code(rc))), null);
    }

    /** Every other watcher of this path through the same handle is told that the watch is gone. */
    void removeAllWatches(String path) {
        handle.removeAllWatches(path, WatcherType.Any, true, AsyncZooKeeper::removed, null);
    }

    void removeWatch(String path, Watcher watcher) {
        handle.removeWatches(path, watcher, WatcherType.Any, true, AsyncZooKeeper::removed, null);
    }

    /** A watcher of nodes, not of the connection. */
    Watcher watcher(Consumer<EventType> onEvent) {
        return event -> {
            if (event.getType() != EventType.None) {
                strand.run(() -> onEvent.accept(event.getType()));
            }
        };
    }

    /** Drops the socket without a word; the client then looks for another server. */
    void closeSocket() {
        try {
            handle.getTestable().closeSocket();
            // The closed socket is noticed when there is something to send.
            handle.exists("/", null, (rc, p, ctx, stat) -> {}, null);
        } catch (IOException e) {
            LOG.debug("closing the socket has failed", e);
        }
    }

    private void answer(int rc, Runnable task) {
        strand.run(() -> {
            if (isFromServer(code(rc))) {
                heard.run();
            }
            task.run();
        });
    }

    /** The others are what ZooKeeper's client says of itself. */
    private static boolean isFromServer(Code code) {
        return switch (code) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED, AUTHFAILED, SYSTEMERROR -> false;
            default -> true;
        };
    }

    private static void removed(int rc, String path, Object ctx) {
        LOG.debug("watch on {} removed: {}", path, code(rc));
    }

    private static Code code(int rc) {
        Code code = Code.get(rc);
        return code == null ? Code.SYSTEMERROR : code;
    }

    /** The answer to a create. */
    record Created(Code code, String path, @Nullable Stat stat) {}

    /** The answer to a read; without data if that was not asked for. Never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Read(Code code, byte[] data, @Nullable Stat stat) {
        Stat requireStat() {
            if (stat == null) {
                throw new IllegalStateException("a node was read without its stat");
            }
            return stat;
        }
    }

    /**
     * The answer to a listing.
     *
     * @param refusal why the directory was not listed, if it cannot be
     */
    record Listed(Code code, List<String> names, Optional<Exception> refusal) {
        Listed(Code code, List<String> names) {
            this(code, names, Optional.empty());
        }

        static Listed refused(Exception why) {
            return new Listed(Code.OK, List.of(), Optional.of(why));
        }
    }

    /**
     * The answer to a transaction.
     *
     * @param code that of the first operation that failed
     */
    record Transaction(Code code, List<OpResult> results) {

        /** Whether it failed at this operation, which is numbered from 0. */
        boolean failedAt(int index, Code expected) {
            return code == expected && firstFailure() == index;
        }

        private int firstFailure() {
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof OpResult.ErrorResult error && error.getErr() != Code.OK.intValue()) {
                    return i;
                }
            }
            return -1;
        }
    }
}
