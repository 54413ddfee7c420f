// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
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
public final class AsyncZooKeeper {

    private static final AsyncLogger LOG = AsyncLogger.of(AsyncZooKeeper.class);
    private static final byte[] EMPTY = {};

    private final ZooKeeper handle;
    private final Strand strand;
    private final Runnable heard;

    /** A handle with its strand, on which {@code heard} runs when a server has answered anything. */
    public AsyncZooKeeper(ZooKeeper handle, Strand strand, Runnable heard) {
        this.handle = handle;
        this.strand = strand;
        this.heard = heard;
    }

    ZooKeeper handle() {
        return handle;
    }

    public long sessionId() {
        return handle.getSessionId();
    }

    public int negotiatedMillis() {
        return handle.getSessionTimeout();
    }

    /** Whether a server has refused the login, after which the handle is of no use. */
    public boolean isAuthRefused() {
        return handle.getState() == States.AUTH_FAILED;
    }

    public Optional<String> server() {
        return CuratorClient.serverOf(handle);
    }

    public int longestPacket() {
        return handle.getClientConfig().getInt("jute.maxbuffer", 0xfffff);
    }

    public void create(String path, byte[] data, List<ACL> acl, CreateMode mode, Consumer<Created> then) {
        handle.create(
                path,
                data,
                acl,
                mode,
                (rc, p, ctx, name, stat) -> answer(rc, then, new Created(code(rc), name == null ? "" : name, stat)),
                null);
    }

    public void read(String path, Consumer<Read> then) {
        readAndWatch(path, null, then);
    }

    /** Watches only a node that exists. */
    public void readAndWatch(String path, @Nullable Watcher watcher, Consumer<Read> then) {
        handle.getData(
                path,
                watcher,
                (rc, p, ctx, data, stat) -> answer(rc, then, new Read(code(rc), data == null ? EMPTY : data, stat)),
                null);
    }

    public void exists(String path, Consumer<Read> then) {
        existsAndWatch(path, null, then);
    }

    /** Watches also a node that does not exist. */
    public void existsAndWatch(String path, @Nullable Watcher watcher, Consumer<Read> then) {
        handle.exists(path, watcher, (rc, p, ctx, stat) -> answer(rc, then, new Read(code(rc), EMPTY, stat)), null);
    }

    public void list(String path, @Nullable Watcher watcher, Consumer<Listed> then) {
        handle.getChildren(
                path,
                watcher,
                (rc, p, ctx, names) -> answer(rc, then, new Listed(code(rc), names == null ? List.of() : names)),
                null);
    }

    /** The paths of this session's own nodes that begin so, as the server knows them: with the chroot before them. */
    public void ephemerals(String prefix, Consumer<Listed> then) {
        handle.getEphemerals(
                prefix,
                (rc, ctx, paths) -> answer(rc, then, new Listed(code(rc), paths == null ? List.of() : paths)),
                null);
    }

    public void set(String path, byte[] data, Consumer<Code> then) {
        handle.setData(path, data, -1, (rc, p, ctx, stat) -> answer(rc, then, code(rc)), null);
    }

    public void delete(String path, Consumer<Code> then) {
        handle.delete(path, -1, codeTo(then), null);
    }

    /** Lets the server catch up with the leader before it carries out what is sent after this. */
    public void sync(String path) {
        handle.sync(path, codeTo(AsyncZooKeeper::ignore), null);
    }

    public void multi(List<Op> ops, Consumer<TransactionAnswer> then) {
        handle.multi(
                ops,
                (rc, p, ctx, results) ->
                        answer(rc, then, new TransactionAnswer(code(rc), results == null ? List.of() : results)),
                null);
    }

    public void addPersistentWatch(String path, Watcher watcher, Consumer<Code> then) {
        handle.addWatch(path, watcher, AddWatchMode.PERSISTENT, codeTo(then), null);
    }

    /** Watches a node and all nodes below it, whether they exist yet or not. */
    public void addRecursiveWatch(String path, Watcher watcher, Consumer<Code> then) {
        handle.addWatch(path, watcher, AddWatchMode.PERSISTENT_RECURSIVE, codeTo(then), null);
    }

    /** Every other watcher of this path through the same handle is told that the watch is gone. */
    public void removeAllWatches(String path) {
        handle.removeAllWatches(path, WatcherType.Any, true, AsyncZooKeeper::removed, null);
    }

    public void removeWatch(String path, Watcher watcher) {
        handle.removeWatches(path, watcher, WatcherType.Any, true, AsyncZooKeeper::removed, null);
    }

    /** A watcher of nodes, not of the connection. */
    public Watcher watcher(Consumer<EventType> onEvent) {
        return event -> {
            if (event.getType() != EventType.None) {
                strand.run(() -> onEvent.accept(event.getType()));
            }
        };
    }

    /** A watcher of several nodes, which hears their paths too. */
    public Watcher pathWatcher(BiConsumer<EventType, String> onEvent) {
        return event -> {
            if (event.getType() != EventType.None) {
                strand.run(() -> onEvent.accept(event.getType(), event.getPath()));
            }
        };
    }

    /** Drops the socket without a word; the client then looks for another server. */
    public void closeSocket() {
        try {
            handle.getTestable().closeSocket();
            // The closed socket is noticed when there is something to send.
            handle.exists("/", null, (rc, p, ctx, stat) -> {}, null);
        } catch (IOException e) {
            LOG.debug("closing the socket has failed", e);
        }
    }

    private VoidCallback codeTo(Consumer<Code> then) {
        return (rc, path, ctx) -> answer(rc, then, code(rc));
    }

    private <T> void answer(int rc, Consumer<T> then, T answer) {
        strand.run(() -> {
            if (isFromServer(code(rc))) {
                heard.run();
            }
            then.accept(answer);
        });
    }

    /** Takes an answer that tells nothing. */
    public static void ignore(Object answer) {}

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
    public record Created(Code code, String path, @Nullable Stat stat) {}

    /** The answer to a read; without data if that was not asked for. Never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Read(Code code, byte[] data, @Nullable Stat stat) {
        public Stat requireStat() {
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
    public record Listed(Code code, List<String> names, Optional<Exception> refusal) {
        public Listed(Code code, List<String> names) {
            this(code, names, Optional.empty());
        }

        public static Listed refused(Exception why) {
            return new Listed(Code.OK, List.of(), Optional.of(why));
        }
    }
}
